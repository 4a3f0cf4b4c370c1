import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';

/** What makes an element the handle of a row: drag it, or press the arrow keys, Home and End. */
export interface Handle {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** A list that is being put in order. */
export interface Reorder {
  /** The ids as they should be shown now, also while one is being dragged. */
  readonly order: readonly string[];
  readonly draggedId: string | undefined;
  /** For the list whose children are the rows, in `order`. */
  readonly listRef: RefObject<HTMLOListElement | null>;
  readonly handleOf: (id: string) => Handle;
}

/** `ids` with one of them at another place, counted without it. */
export function moved(ids: readonly string[], id: string, place: number): readonly string[] {
  const others = ids.filter((other) => other !== id);
  return others.toSpliced(Math.max(0, Math.min(place, others.length)), 0, id);
}

/** Where a key sends a row that is at `place` of `count`; undefined for keys that send it nowhere. */
function placeByKey(key: string, place: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return place - 1;
    case 'ArrowDown':
      return place + 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * Order by drag and by keyboard alike. `move` is told the id and its new place when the row is let
 * go of, or at once for a key; Escape lets go without moving.
 */
export function useReorder(
  ids: readonly string[],
  move: (id: string, place: number) => void,
): Reorder {
  const listRef = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ readonly id: string; readonly place: number }>();
  const order = drag === undefined ? ids : moved(ids, drag.id, drag.place);

  /** How many of the other rows' middles are above the pointer. */
  const placeAt = (id: string, y: number): number => {
    const rows = [...(listRef.current?.children ?? [])];
    return rows.filter((row, place) => {
      const { top, height } = row.getBoundingClientRect();
      return order[place] !== id && y > top + height / 2;
    }).length;
  };

  const follow = useEffectEvent((y: number) => {
    if (drag !== undefined) setDrag({ id: drag.id, place: placeAt(drag.id, y) });
  });
  const letGo = useEffectEvent(() => {
    if (drag !== undefined && drag.place !== ids.indexOf(drag.id)) move(drag.id, drag.place);
    setDrag(undefined);
  });
  const isDragging = drag !== undefined;
  // On the window: the row moves in the page while it is dragged, and would lose the pointer.
  useEffect(() => {
    if (!isDragging) return;
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('pointermove', (event) => follow(event.clientY), { signal });
    window.addEventListener('pointerup', () => letGo(), { signal });
    window.addEventListener('pointercancel', () => setDrag(undefined), { signal });
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape') setDrag(undefined);
      },
      { signal },
    );
    return () => listening.abort();
  }, [isDragging]);

  return {
    order,
    draggedId: drag?.id,
    listRef,
    handleOf: (id) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        setDrag({ id, place: ids.indexOf(id) });
      },
      onKeyDown: (event) => {
        const place = placeByKey(event.key, ids.indexOf(id), ids.length);
        if (place === undefined) return;
        event.preventDefault();
        if (place >= 0 && place < ids.length) move(id, place);
      },
    }),
  };
}
