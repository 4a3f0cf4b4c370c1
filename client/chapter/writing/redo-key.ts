import { Extension } from '@tiptap/core';

/**
 * Ctrl or ⌘ and Shift and Z does again, or nothing. With CapsLock on, Shift makes a small letter of the
 * key: passed on because there is nothing to do again, it would be taken for the key without Shift, which
 * takes back.
 */
export const RedoKey = Extension.create({
  name: 'redoKey',
  // Before the live text's own.
  priority: 1_001,
  addKeyboardShortcuts() {
    return {
      'Shift-Mod-z': () => {
        this.editor.commands.redo();
        return true;
      },
    };
  },
});
