import { useTranslation } from 'react-i18next';
import type { Edition } from '#client/api/api.ts';
import { EmptyState, QuietLink, Section } from '#client/ui/ui.ts';
import classes from './contents.module.css';

/** A table of contents as in a book: number, title, length. */
export function Contents({ edition }: { edition: Edition }) {
  const { t, i18n } = useTranslation('editions');
  const count = new Intl.NumberFormat(i18n.language);
  const chapters = edition.chapters.filter((chapter) => !chapter.omitted);
  return (
    <Section title={t('handbook.chapters')}>
      {chapters.length === 0 ? (
        <EmptyState title={t('handbook.noChapters')} />
      ) : (
        <ol className={classes.contents}>
          {chapters.map((chapter) => (
            <li key={chapter.id}>
              <QuietLink to="/chapters/$chapterId" params={{ chapterId: chapter.id }}>
                {chapter.title}
              </QuietLink>
              <span>
                {t('words', { count: chapter.wordCount, n: count.format(chapter.wordCount) })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
