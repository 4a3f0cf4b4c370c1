import { useTranslation } from 'react-i18next';
import type { ChapterRow } from '#client/api/api.ts';
import classes from './lineage.module.css';

/** The kinds of paragraphs that are told about; what is as in the common text says nothing. */
const TOLD = ['adapted', 'added', 'omitted'] as const;

/** How far a city's chapter is its own: each kind by its line and its words, never by colour alone. */
export function Lineage({ chapter }: { chapter: ChapterRow }) {
  const { t } = useTranslation('editions');
  const { lineage: counts, isOwn } = chapter;
  if (isOwn) return <span>{t('lineage.own')}</span>;
  const told = TOLD.filter((kind) => counts[kind] > 0);
  if (told.length === 0) return <span>{t('lineage.same')}</span>;
  return told.map((kind) => (
    <span key={kind} className={classes.mark} data-kind={kind}>
      {t(`lineage.${kind}`, { count: counts[kind] })}
    </span>
  ));
}
