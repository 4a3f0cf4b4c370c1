import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { writingDirection } from '#client/lib/writing-direction.ts';
import { PictureFiles } from '../images/picture-files.tsx';
import { Outline } from '../outline/outline.tsx';
import { Toolbar, type ToolbarRef } from '../tools/toolbar.tsx';
import { EditorText } from '../writing/editor-text.tsx';
import { EmptyHelp } from '../writing/empty-help.tsx';
import classes from './chapter-page.module.css';
import { ChapterTitle } from './chapter-title.tsx';
import { Neighbours } from './neighbours.tsx';
import { SheetDialogs } from './sheet-dialogs.tsx';
import { useDialogs } from './use-dialogs.ts';
import { useFocusBack } from './use-focus-back.ts';
import { type OpenedChapter, useSheetEditor } from './use-sheet-editor.ts';

/** The chapter's text on its page, open for writing or only for reading. */
export function Sheet({
  opened,
  mayRename,
  notices,
}: {
  opened: OpenedChapter;
  mayRename: boolean;
  notices: ReactNode;
}) {
  const { chapter, isEditable } = opened;
  const { language } = chapter.edition;
  const { dialog, open, tools, files } = useDialogs();
  const toolbar = useRef<ToolbarRef>(null);
  const goToToolbar = () => toolbar.current?.focus();
  const sheet = useSheetEditor(opened, { open, goToToolbar });
  const { editor } = sheet;
  useFocusBack(dialog.kind !== 'none', () => editor.commands.focus());
  return (
    <div className={classes.layout}>
      <aside className={classes.side}>
        <Outline editor={editor} />
      </aside>
      <main className={classes.main} id="text">
        {isEditable && <Toolbar editor={editor} dialogs={tools} ref={toolbar} />}
        <div className={classes.sheet}>
          {notices}
          <Eyebrow edition={chapter.edition} />
          <ChapterTitle chapter={chapter} mayRename={mayRename} />
          <div className={classes.text} lang={language} dir={writingDirection(language)}>
            <EmptyHelp editor={editor} isEditable={isEditable} />
            <EditorText editor={editor} />
          </div>
        </div>
        <Neighbours chapter={chapter} />
      </main>
      <PictureFiles ref={files} take={(chosen) => open({ kind: 'pictures', files: chosen })} />
      <SheetDialogs
        dialog={dialog}
        open={open}
        sheet={sheet}
        chapter={chapter}
        isEditable={isEditable}
      />
    </div>
  );
}

function Eyebrow({ edition }: { edition: Chapter['edition'] }) {
  const { t } = useTranslation('chapter');
  const name = edition.isCore ? t('bar.core') : edition.city;
  return (
    <p className={classes.eyebrow}>{t('eyebrow', { handbook: edition.title, edition: name })}</p>
  );
}
