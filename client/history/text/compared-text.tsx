import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import '#client/ui/prose.css';
import type { BlockChange } from '#shared/merge/merge.ts';
import { ChangeView } from './change-view.tsx';
import classes from './difference.module.css';

interface ComparedTextProps {
  changes: readonly BlockChange[];
  /** Where in `changes` the one stands that somebody stepped to. */
  current: number | undefined;
  /** BCP 47, the edition's. */
  language: string;
  choose: (change: BlockChange) => void;
}

/** A version's text with everything that differs from the one it is compared with. */
export function ComparedText({ changes, current, language, choose }: ComparedTextProps) {
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    if (current === undefined) return;
    const block = text.current?.querySelector(`[data-place="${current}"]`);
    block?.scrollIntoView({ block: 'center' });
  }, [current]);
  return (
    <article ref={text} className="prose" lang={language} dir="auto">
      {changes.map((change, place) => (
        <Block
          // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is drawn anew, never rearranged.
          key={place}
          change={change}
          place={place}
          isCurrent={place === current}
          choose={choose}
        />
      ))}
    </article>
  );
}

interface BlockProps {
  change: BlockChange;
  place: number;
  isCurrent: boolean;
  choose: (change: BlockChange) => void;
}

function Block({ change, place, isCurrent, choose }: BlockProps) {
  const { t } = useTranslation('history');
  const label =
    change.kind === 'moved'
      ? t(`change.moved.${change.direction}`)
      : change.kind === 'same' || change.kind === 'movedAway' || change.kind === 'changed'
        ? ''
        : t(`change.${change.kind}`);
  return (
    <div
      className={classes.block}
      data-change={change.kind}
      data-place={place}
      data-current={isCurrent}
    >
      {label !== '' && <span className={classes.label}>{label}</span>}
      <ChangeView change={change} />
      {change.kind !== 'movedAway' && (
        <button
          type="button"
          className={classes.more}
          aria-label={t('block.more')}
          title={t('block.more')}
          onClick={() => choose(change)}
        >
          <IconDots size={18} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
