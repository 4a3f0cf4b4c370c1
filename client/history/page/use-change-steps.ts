import { useCallback, useEffect, useState } from 'react';
import type { BlockChange } from '#shared/merge/merge.ts';
import { isChange } from '#shared/merge/merge.ts';

export interface ChangeSteps {
  /** Places of the changes in the text. */
  readonly places: readonly number[];
  /** Which of them is the current one, from 0; undefined before the first step. */
  readonly at: number | undefined;
  readonly step: (way: 1 | -1) => void;
}

/** Steps from change to change: with the arrow keys anywhere on the page, or by `step`. */
export function useChangeSteps(changes: readonly BlockChange[]): ChangeSteps {
  const [stepped, setStepped] = useState<{ of: unknown; at: number }>();
  const places = changes.flatMap((change, place) =>
    // What moved is one change, and stands where it is now.
    isChange(change) && change.kind !== 'movedAway' ? [place] : [],
  );
  // A step counts for the comparison it was made in, and for no other.
  const at = stepped?.of === changes ? stepped.at : undefined;
  const count = places.length;
  const step = useCallback(
    (way: 1 | -1) => {
      if (count === 0) return;
      const first = way === 1 ? 0 : count - 1;
      const next = at === undefined ? first : (at + way + count) % count;
      setStepped({ of: changes, at: next });
    },
    [changes, count, at],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (isTakenBy(event.target)) return;
      const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      step(event.key === forward ? 1 : -1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [step]);
  return { places, at, step };
}

/** Whether the arrow keys mean something where the focus is. */
function isTakenBy(target: EventTarget | null): boolean {
  const takers = 'input, select, textarea, [role="dialog"], .tableWrapper';
  return target instanceof Element && target.closest(takers) !== null;
}
