import type { Editor } from '@tiptap/core';
import type { Chapter, FactValue } from '#client/api/api.ts';
import { FactDialog } from '../facts/fact-dialog.tsx';
import { AddPictureDialog } from '../images/add-picture-dialog.tsx';
import { DescribePictureDialog } from '../images/describe-picture-dialog.tsx';
import { CoreWordsDialog } from '../lineage/core-words-dialog.tsx';
import type { BlockLineage } from '../lineage/use-lineage.ts';
import { LinkDialog } from '../links/link-dialog.tsx';
import { insertFact, insertPicture } from '../tools/insert.ts';

/** The one dialog that is open over the text. */
export type OpenDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'link' }
  | { readonly kind: 'fact' }
  | { readonly kind: 'describe' }
  | { readonly kind: 'pictures'; readonly files: readonly File[] }
  | { readonly kind: 'core'; readonly blockIds: readonly string[] };

/** Shows the dialog that was asked for; each puts the cursor back into the text when it is done. */
export function SheetDialogs({
  dialog,
  setDialog,
  editor,
  chapter,
  facts,
  lineage,
  isEditable,
}: {
  dialog: OpenDialog;
  setDialog: (next: OpenDialog) => void;
  editor: Editor;
  chapter: Chapter;
  facts: readonly FactValue[];
  lineage: readonly BlockLineage[];
  isEditable: boolean;
}) {
  const { edition } = chapter;
  const close = () => setDialog({ kind: 'none' });
  switch (dialog.kind) {
    case 'none':
      return null;
    case 'link':
      return <LinkDialog editor={editor} edition={edition} close={close} />;
    case 'describe':
      return <DescribePictureDialog editor={editor} close={close} />;
    case 'fact':
      return (
        <FactDialog
          facts={facts}
          edition={edition.isCore ? 'core' : 'city'}
          choose={(name) => {
            close();
            insertFact(editor, name);
          }}
          close={close}
        />
      );
    case 'pictures': {
      const [file, ...others] = dialog.files;
      if (file === undefined) return null;
      return (
        <AddPictureDialog
          key={others.length}
          file={file}
          handbookId={edition.handbookId}
          add={(picture) => {
            insertPicture(editor, picture);
            setDialog(others.length > 0 ? { kind: 'pictures', files: others } : { kind: 'none' });
          }}
          close={close}
        />
      );
    }
    case 'core':
      return (
        <CoreWordsDialog
          editor={editor}
          chapter={chapter}
          lineage={lineage}
          blockIds={dialog.blockIds}
          mayTake={isEditable}
          close={close}
        />
      );
  }
}
