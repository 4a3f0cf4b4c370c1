import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './fact.module.css';

/** What a fact waits for, if anything: a value, or another look because its date has passed. */
export function FactStanding({ value, reviewBy }: { value: string; reviewBy: string }) {
  const { t } = useTranslation('editions');
  if (value.trim() === '') {
    return (
      <span className={classes.missing}>
        <span aria-hidden="true" className={classes.dot} />
        {t('facts.missing')}
      </span>
    );
  }
  if (reviewBy === '' || reviewBy > today()) return null;
  return (
    <span className={classes.stale}>
      <IconClock size={14} stroke={1.5} aria-hidden="true" />
      {t('facts.stale')}
    </span>
  );
}

/** Today where the reader is, as the dates of facts are written: `2027-03-12`. */
function today(): string {
  const now = new Date();
  const digits = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
}
