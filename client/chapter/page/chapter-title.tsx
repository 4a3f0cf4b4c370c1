import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Chapter, chapterQuery, invalidate } from '#client/api/api.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import classes from './chapter-title.module.css';

/** The chapter's name at the head of its page; who may arrange chapters changes it in place. */
export function ChapterTitle({ chapter, mayRename }: { chapter: Chapter; mayRename: boolean }) {
  const { t } = useTranslation('chapter');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const rename = useRename(chapter);
  // Only while it is on its way: somebody else may give it another name later.
  const shown = rename.isPending ? rename.variables : chapter.title;

  if (!mayRename) return <h1 className={classes.title}>{chapter.title}</h1>;
  const close = (title: string | null) => {
    setOpen(false);
    if (title !== null && title !== chapter.title) rename.mutate(title);
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <>
      <h1 className={classes.title}>
        {isOpen ? (
          <TitleField first={shown} close={close} />
        ) : (
          <button
            ref={button}
            type="button"
            className={classes.open}
            title={t('title.rename')}
            onClick={() => setOpen(true)}
          >
            {shown}
            <IconPencil className={classes.sign} size={18} aria-hidden="true" />
          </button>
        )}
      </h1>
      <ErrorNote error={rename.error} />
    </>
  );
}

function TitleField({ first, close }: { first: string; close: (title: string | null) => void }) {
  const { t } = useTranslation('chapter');
  const [title, setTitle] = useState(first);
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.select(), []);
  const end = (kept: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    close(kept === null || kept.trim() === '' ? null : kept.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      end(title);
    } else if (event.key === 'Escape') end(null);
  };
  return (
    <textarea
      ref={field}
      className={classes.field}
      aria-label={t('title.label')}
      rows={1}
      maxLength={200}
      value={title}
      onChange={(event) => setTitle(event.currentTarget.value.replace(/[\r\n\u2028\u2029]+/g, ' '))}
      onKeyDown={onKeyDown}
      onBlur={() => end(title)}
    />
  );
}

/** The new name is shown at once, and the old one again when it was not taken. */
function useRename(chapter: Chapter) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (title: string) => api.chapters.change({ chapterId: chapter.id, title }),
    onSuccess: async (changed) => {
      client.setQueryData(chapterQuery(chapter.id).queryKey, changed);
      await invalidate(client, 'edition');
    },
  });
}
