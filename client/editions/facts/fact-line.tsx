import { useTranslation } from 'react-i18next';
import type { FactValue } from '#client/api/api.ts';
import classes from './fact.module.css';
import { FactStanding } from './fact-standing.tsx';

/** One fact for those who may only read it. */
export function FactLine({ fact }: { fact: FactValue }) {
  const { t } = useTranslation('editions');
  return (
    <div className={classes.fact}>
      <p className={classes.legend}>
        {fact.label}
        <FactStanding value={fact.value} reviewBy={fact.reviewBy} />
      </p>
      {fact.value !== '' && <p>{fact.value}</p>}
      {fact.source !== '' && (
        <p className={classes.help}>{t('facts.from', { source: fact.source })}</p>
      )}
    </div>
  );
}
