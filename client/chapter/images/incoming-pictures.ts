import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';

export type TakePictures = (files: readonly File[]) => void;

/** The types that the server takes. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** The pictures among what was pasted or dropped. */
function picturesIn(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}

/** Takes pictures that are pasted or dropped into the text; the cursor marks where they belong. */
export const IncomingPictures = Extension.create<{ take: TakePictures }>({
  name: 'incomingPictures',
  addOptions: () => ({ take: () => {} }),
  addProseMirrorPlugins() {
    const { take } = this.options;
    return [
      new Plugin({
        key: new PluginKey('incomingPictures'),
        props: {
          handlePaste: (view, event) => {
            const pictures = picturesIn(event.clipboardData);
            // A copied table or page often carries a picture of itself: its text is what is meant.
            const hasText = event.clipboardData?.types.includes('text/html') === true;
            if (!view.editable || pictures.length === 0 || hasText) return false;
            take(pictures);
            return true;
          },
          handleDrop: (view, event) => {
            const pictures = picturesIn(event.dataTransfer);
            if (!view.editable || pictures.length === 0) return false;
            event.preventDefault();
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (place) {
              const selection = TextSelection.near(view.state.doc.resolve(place.pos));
              view.dispatch(view.state.tr.setSelection(selection));
            }
            take(pictures);
            return true;
          },
        },
      }),
    ];
  },
});
