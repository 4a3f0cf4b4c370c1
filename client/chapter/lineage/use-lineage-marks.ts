import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import type { Lineage } from './omitted-runs.ts';

/** Draws what the server says of the blocks into the page's margin. */
export function useLineageMarks(editor: Editor, lineage: Lineage): void {
  useEffect(() => {
    if (!editor.isDestroyed) editor.commands.setLineage(lineage);
  }, [editor, lineage]);
}
