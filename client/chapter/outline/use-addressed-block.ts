import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { findBlock } from './find-block.ts';

/** Opens the chapter at the block that its address names: `/chapters/ID#BLOCK`. */
export function useAddressedBlock(editor: Editor): void {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    // The text stands on the page only after this frame's layout.
    const frame = requestAnimationFrame(() => {
      if (id !== '') findBlock(editor, id)?.scrollIntoView({ block: 'start' });
    });
    return () => cancelAnimationFrame(frame);
  }, [editor]);
}
