import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BlockChange } from '#shared/merge/merge.ts';
import classes from './history-page.module.css';
import type { ChangeSteps } from './use-change-steps.ts';

const KINDS = ['changed', 'added', 'removed', 'moved'] as const;

/** How much changed, and the way from one change to the next. */
export function ChangeStepper({
  changes,
  steps,
}: {
  changes: readonly BlockChange[];
  steps: ChangeSteps;
}) {
  const { t } = useTranslation('history');
  const count = steps.places.length;
  if (count === 0) return <p className={classes.summary}>{t('summary.none')}</p>;
  const parts = KINDS.flatMap((kind) => {
    const number = changes.filter((change) => change.kind === kind).length;
    return number === 0 ? [] : [t(`summary.${kind}`, { count: number })];
  });
  return (
    <div className={classes.stepper}>
      <p className={classes.summary} aria-live="polite">
        {steps.at === undefined
          ? parts.join(' · ')
          : t('summary.step', { at: steps.at + 1, count })}
      </p>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('step.previous')}
        title={t('step.previous')}
        onClick={() => steps.step(-1)}
      >
        <IconChevronLeft size={18} className={classes.arrow} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('step.next')}
        title={t('step.next')}
        onClick={() => steps.step(1)}
      >
        <IconChevronRight size={18} className={classes.arrow} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
