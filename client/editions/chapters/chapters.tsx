import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Edition } from '#client/api/api.ts';
import { EmptyState, moved, Section, useReorder } from '#client/ui/ui.ts';
import { AddChapter } from './add-chapter.tsx';
import { ChapterLine } from './chapter-line.tsx';
import classes from './chapters.module.css';
import { DeletedChapters } from './deleted-chapters.tsx';
import { useArrange } from './use-arrange.ts';

/** An edition's chapters: to open, and for those who may, to put in order, add and take away. */
export function Chapters({ edition }: { edition: Edition }) {
  const { t } = useTranslation('editions');
  const mayArrange = edition.may.includes(edition.isCore ? 'arrange-core' : 'arrange-city');
  const arrange = useArrange(edition);
  const ids = edition.chapters.map((chapter) => chapter.id);
  const reorder = useReorder(ids, (id, place) => {
    const order = moved(ids, id, place);
    arrange.move(id, order);
  });
  const byId = new Map(edition.chapters.map((chapter) => [String(chapter.id), chapter]));
  const rows = reorder.order.flatMap((id) => byId.get(id) ?? []);
  const written = edition.chapters.filter((chapter) => !chapter.omitted).length;
  return (
    <Section
      title={t('edition.chapters')}
      aside={rows.length > 0 && <p>{t('edition.chapterCount', { count: written })}</p>}
    >
      {rows.length === 0 && (
        <EmptyState title={t('edition.noChapters')}>
          {mayArrange && <p>{t('edition.noChaptersText')}</p>}
        </EmptyState>
      )}
      <ol ref={reorder.listRef} className={classes.chapters}>
        {rows.map((chapter) => (
          <ChapterLine
            key={chapter.id}
            chapter={chapter}
            isCore={edition.isCore}
            isDragged={reorder.draggedId === chapter.id}
            arrange={mayArrange ? arrange : undefined}
            handle={reorder.handleOf(chapter.id)}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{arrange.spoken}</VisuallyHidden>
      {mayArrange && <AddChapter edition={edition} />}
      {mayArrange && <DeletedChapters editionId={edition.id} />}
    </Section>
  );
}
