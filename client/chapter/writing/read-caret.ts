import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { Awareness } from 'y-protocols/awareness';

interface ReadCaretOptions {
  readonly awareness: Awareness | undefined;
  /** Calls back before others' changes are brought in, until the returned function is called. */
  readonly onIncoming: (listener: () => void) => () => void;
}

/**
 * Reads where the browser's cursor stands before others' changes are drawn. An arrow key moves it at
 * once, but the editor hears of that in a later turn; what is drawn in between puts the cursor back to
 * where the editor believes it to be, and the key is lost.
 */
export const ReadCaret = Extension.create<ReadCaretOptions>({
  name: 'readCaret',
  addOptions: () => ({ awareness: undefined, onIncoming: () => () => {} }),
  addProseMirrorPlugins() {
    const { awareness, onIncoming } = this.options;
    return [
      new Plugin({
        key: new PluginKey('readCaret'),
        view: (view) => {
          const read = (): void => {
            if (view.hasFocus()) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
          };
          // Others' carets are drawn a turn after they moved; this turn comes right before that one.
          const readSoon = (): void => void setTimeout(read, 0);
          const stop = onIncoming(read);
          awareness?.on('change', readSoon);
          return {
            destroy: () => {
              stop();
              awareness?.off('change', readSoon);
            },
          };
        },
      }),
    ];
  },
});
