import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';

/** What keeps the steps that one can take back; undefined before the text is there. */
export function undoManager(editor: Editor): UndoManager | undefined {
  return yUndoPluginKey.getState(editor.state)?.undoManager;
}
