import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import type { MarkedAs } from './lineage-marks.ts';
import type { BlockLineage } from './use-lineage.ts';

/** Draws what the server says of the blocks into the page's margin. */
export function useLineageMarks(editor: Editor, blocks: readonly BlockLineage[]): void {
  useEffect(() => {
    const lineage = new Map<string, MarkedAs>();
    for (const { blockId, content } of blocks)
      if (content === 'adapted' || content === 'added') lineage.set(blockId, content);
    if (!editor.isDestroyed) editor.commands.setLineage(lineage);
  }, [editor, blocks]);
}
