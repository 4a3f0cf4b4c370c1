import { Extension } from '@tiptap/core';

/** What keys do that lies outside the text. */
export interface Shortcuts {
  /** Alt+F10, as in other editors. */
  readonly goToToolbar: () => void;
  /** Ctrl or ⌘ and K, while words are selected or the cursor is in a link. */
  readonly editLink: () => void;
  /** Ctrl or ⌘ and Alt and F. */
  readonly addFootnote: () => void;
}

const nothing: Shortcuts = { goToToolbar: () => {}, editLink: () => {}, addFootnote: () => {} };

/** Keys that lead from the text to the page's own controls. */
export const ShortcutKeys = Extension.create<{ shortcuts: Shortcuts }>({
  name: 'shortcutKeys',
  addOptions: () => ({ shortcuts: nothing }),
  addKeyboardShortcuts() {
    const { shortcuts } = this.options;
    const run = (action: () => void) => () => {
      action();
      return true;
    };
    return {
      'Alt-F10': run(shortcuts.goToToolbar),
      'Mod-k': run(shortcuts.editLink),
      'Mod-Alt-f': run(shortcuts.addFootnote),
    };
  },
});
