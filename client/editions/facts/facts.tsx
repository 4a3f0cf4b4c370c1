import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Edition, factsQuery } from '#client/api/api.ts';
import { EmptyState, Section } from '#client/ui/ui.ts';
import { FactForm } from './fact-form.tsx';
import { FactLine } from './fact-line.tsx';
import classes from './facts.module.css';

/** The local values that the text prints wherever it names them; filled in once, for all chapters. */
export function Facts({ edition }: { edition: Edition }) {
  const { t } = useTranslation('editions');
  const { facts } = useSuspenseQuery(factsQuery(edition.id)).data;
  const filled = facts.filter((fact) => fact.value !== '').length;
  const mayFill = edition.may.includes('fill-facts');
  return (
    <Section
      title={t('facts.title')}
      aside={facts.length > 0 && <p>{t('facts.filled', { count: facts.length, filled })}</p>}
    >
      {facts.length === 0 ? (
        <EmptyState title={t('facts.none')} />
      ) : (
        <>
          <p className={classes.note}>{t('facts.note')}</p>
          <div className={classes.facts}>
            {facts.map((fact) =>
              mayFill ? (
                <FactForm
                  key={fact.name}
                  editionId={edition.id}
                  fact={fact}
                  mayRename={!edition.isCore}
                />
              ) : (
                <FactLine key={fact.name} fact={fact} />
              ),
            )}
          </div>
        </>
      )}
    </Section>
  );
}
