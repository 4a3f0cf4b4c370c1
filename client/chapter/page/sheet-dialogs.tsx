import type { Editor } from '@tiptap/core';
import type { Chapter } from '#client/api/api.ts';
import { never } from '#shared/errors.ts';
import { FactDialog } from '../facts/fact-dialog.tsx';
import { AddPictureDialog } from '../images/add-picture-dialog.tsx';
import { DescribePictureDialog } from '../images/describe-picture-dialog.tsx';
import { CoreWordsDialog } from '../lineage/core-words-dialog.tsx';
import { LinkDialog } from '../links/link-dialog.tsx';
import { insertFact, insertPicture } from '../tools/insert.ts';
import type { Open, OpenDialog } from './open-dialog.ts';
import type { SheetEditor } from './use-sheet-editor.ts';

interface SheetDialogsProps {
  dialog: OpenDialog;
  open: Open;
  sheet: SheetEditor;
  chapter: Chapter;
  isEditable: boolean;
}

/** Shows the dialog that was asked for; each puts the cursor back into the text when it is done. */
export function SheetDialogs({ dialog, open, sheet, chapter, isEditable }: SheetDialogsProps) {
  const { editor, facts, lineage } = sheet;
  const { edition } = chapter;
  const close = () => open({ kind: 'none' });
  const addFact = (name: string) => {
    close();
    insertFact(editor, name);
  };
  switch (dialog.kind) {
    case 'none':
      return null;
    case 'link':
      return <LinkDialog editor={editor} edition={edition} close={close} />;
    case 'describe':
      return <DescribePictureDialog editor={editor} close={close} />;
    case 'fact': {
      const kind = edition.isCore ? 'core' : 'city';
      return <FactDialog facts={facts} edition={kind} choose={addFact} close={close} />;
    }
    case 'pictures': {
      const { handbookId } = edition;
      return <FirstPicture {...{ editor, handbookId, open }} files={dialog.files} />;
    }
    case 'core':
      return (
        <CoreWordsDialog
          {...{ editor, chapter, lineage, close }}
          blockIds={dialog.blockIds}
          mayTake={isEditable}
        />
      );
    default:
      return never(dialog);
  }
}

interface FirstPictureProps {
  editor: Editor;
  handbookId: string;
  files: readonly File[];
  open: Open;
}

/** Asks about the first of these pictures; once it is in the text, about the others. */
function FirstPicture({ editor, handbookId, files, open }: FirstPictureProps) {
  const [file, ...others] = files;
  if (file === undefined) return null;
  return (
    <AddPictureDialog
      key={others.length}
      file={file}
      handbookId={handbookId}
      add={(picture) => {
        insertPicture(editor, picture);
        open(others.length > 0 ? { kind: 'pictures', files: others } : { kind: 'none' });
      }}
      close={() => open({ kind: 'none' })}
    />
  );
}
