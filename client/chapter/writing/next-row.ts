import { Extension } from '@tiptap/core';

/**
 * Tab in a table's last cell makes a row and goes to it. The table's own key does both in one step: the
 * new cells hold no paragraph yet, so the cursor stays behind in the old one.
 */
export const NextRow = Extension.create({
  name: 'nextRow',
  addKeyboardShortcuts() {
    const { editor } = this;
    // Commands asked for anew after each step: they act on the text as it was when they were asked for.
    const toNextCell = () => editor.commands.goToNextCell();
    return {
      Tab: () =>
        editor.isActive('table') &&
        (toNextCell() || (editor.commands.addRowAfter() && toNextCell())),
    };
  },
});
