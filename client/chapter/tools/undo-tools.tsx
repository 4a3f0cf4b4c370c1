import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import { ToolButton } from './tool-button.tsx';
import { useUndo } from './use-undo.ts';

/** Takes back and brings again what this person wrote; others' words stay. */
export function UndoTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation('chapter');
  const undo = useUndo(editor);
  return (
    <>
      <ToolButton
        label={t('tools.undo')}
        icon={IconArrowBackUp}
        isOff={!undo.canUndo}
        onClick={() => editor.chain().focus().undo().run()}
      />
      <ToolButton
        label={t('tools.redo')}
        icon={IconArrowForwardUp}
        isOff={!undo.canRedo}
        onClick={() => editor.chain().focus().redo().run()}
      />
    </>
  );
}
