import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNote, Section, Skeleton } from '#client/ui/ui.ts';
import { ExportLine } from './export-line.tsx';
import classes from './export-panel.module.css';
import { FormatChoice } from './format-choice.tsx';
import { exportsQuery } from './queries.ts';

/**
 * An edition as files: what can be made, what is being made, what was made. Making goes on on the
 * server when the page is left, and is found here again.
 */
export function ExportPanel({ editionId }: { editionId: string }) {
  const { t } = useTranslation('publishing');
  const { data, error, isPending, refetch } = useQuery(exportsQuery(editionId));
  return (
    <Section title={t('title')}>
      <p className={classes.intro}>{t('intro')}</p>
      <FormatChoice editionId={editionId} />
      <ErrorNote error={error} again={() => void refetch()} />
      {isPending && <Skeleton shape="rows" />}
      {data !== undefined && data.results.length > 0 && (
        <>
          <h3 className={classes.made}>{t('made')}</h3>
          <ul className={classes.list}>
            {data.results.map((row) => (
              <ExportLine key={row.id} row={row} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
