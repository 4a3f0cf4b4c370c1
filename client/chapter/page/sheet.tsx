import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { Chapter } from '#client/api/api.ts';
import { writingDirection } from '#client/lib/writing-direction.ts';
import { useFactWords } from '../facts/use-fact-words.ts';
import { PICTURE_TYPES } from '../images/incoming-pictures.ts';
import { useLineage } from '../lineage/use-lineage.ts';
import { useLineageMarks } from '../lineage/use-lineage-marks.ts';
import { useFollowLink } from '../links/use-follow-link.ts';
import { goToBlock } from '../outline/find-block.ts';
import { Outline } from '../outline/outline.tsx';
import { useAddressedBlock } from '../outline/use-addressed-block.ts';
import { insertFootnote } from '../tools/insert.ts';
import { Toolbar, type ToolbarRef } from '../tools/toolbar.tsx';
import { EditorText } from '../writing/editor-text.tsx';
import { EmptyHelp } from '../writing/empty-help.tsx';
import type { Say } from '../writing/say.ts';
import { useChapterEditor } from '../writing/use-chapter-editor.ts';
import classes from './chapter-page.module.css';
import { ChapterTitle } from './chapter-title.tsx';
import { Neighbours } from './neighbours.tsx';
import { type OpenDialog, SheetDialogs } from './sheet-dialogs.tsx';
import { useFocusBack } from './use-focus-back.ts';

/** The chapter's text on its page, open for writing or only for reading. */
export function Sheet({
  chapter,
  me,
  room,
  isEditable,
  mayRename,
  notices,
}: {
  chapter: Chapter;
  me: { readonly id: string; readonly name: string };
  room: { readonly doc: Doc; readonly awareness: Awareness };
  isEditable: boolean;
  mayRename: boolean;
  notices: React.ReactNode;
}) {
  const { t } = useTranslation('chapter');
  const { edition } = chapter;
  const kind = edition.isCore ? 'core' : 'city';
  const [dialog, setDialog] = useState<OpenDialog>({ kind: 'none' });
  const toolbar = useRef<ToolbarRef>(null);
  const files = useRef<HTMLInputElement>(null);
  const { facts, words } = useFactWords(edition.id, kind);
  const lineage = useLineage(chapter.id, kind, room.doc);
  const say = useCallback<Say>((key, values) => t(key, { ...values }), [t]);
  const goTo = useCallback((id: string) => void goToBlock(opened.current, id), []);
  const followLink = useFollowLink(edition, goTo);
  const editor = useChapterEditor(
    {
      doc: room.doc,
      awareness: room.awareness,
      me,
      handbookId: edition.handbookId,
      facts: words,
      say,
      takePictures: (pictures) => setDialog({ kind: 'pictures', files: pictures }),
      followLink,
      showUpstream: (blockIds) => setDialog({ kind: 'core', blockIds }),
      shortcuts: {
        goToToolbar: () => toolbar.current?.focus(),
        // The browser tells of words selected a moment ago only in its next turn.
        editLink: () => requestAnimationFrame(() => setDialog({ kind: 'link' })),
        addFootnote: () => insertFootnote(opened.current, t('footnote.placeholder')),
      },
    },
    { isEditable, label: t('text') },
  );
  const opened = useRef(editor);
  opened.current = editor;
  useLineageMarks(editor, lineage);
  useAddressedBlock(editor);
  useFocusBack(dialog.kind !== 'none', () => editor.commands.focus());
  const dialogs = useMemo(
    () => ({
      editLink: () => setDialog({ kind: 'link' }),
      addPicture: () => files.current?.click(),
      describePicture: () => setDialog({ kind: 'describe' }),
      addFact: () => setDialog({ kind: 'fact' }),
    }),
    [],
  );
  return (
    <div className={classes.layout}>
      <aside className={classes.side}>
        <Outline editor={editor} />
      </aside>
      <main className={classes.main} id="text">
        {isEditable && <Toolbar editor={editor} dialogs={dialogs} ref={toolbar} />}
        <div className={classes.sheet}>
          {notices}
          <p className={classes.eyebrow}>
            {t('eyebrow', {
              handbook: edition.title,
              edition: edition.isCore ? t('bar.core') : edition.city,
            })}
          </p>
          <ChapterTitle chapter={chapter} mayRename={mayRename} />
          <div
            className={classes.text}
            lang={edition.language}
            dir={writingDirection(edition.language)}
          >
            <EmptyHelp editor={editor} isEditable={isEditable} />
            <EditorText editor={editor} />
          </div>
        </div>
        <Neighbours chapter={chapter} />
      </main>
      <input
        ref={files}
        type="file"
        accept={PICTURE_TYPES.join(',')}
        multiple
        hidden
        aria-label={t('add.picture')}
        onChange={({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          if (chosen.length > 0) setDialog({ kind: 'pictures', files: chosen });
        }}
      />
      <SheetDialogs
        dialog={dialog}
        setDialog={setDialog}
        editor={editor}
        chapter={chapter}
        facts={facts}
        lineage={lineage}
        isEditable={isEditable}
      />
    </div>
  );
}
