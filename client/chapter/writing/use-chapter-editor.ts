import { type Editor, useEditor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import { chapterExtensions, type Surroundings } from './extensions.ts';

/**
 * The editor of one open chapter. It is made once for a chapter's room; what changes around it
 * (facts, lineage, rights) is told to it.
 */
export function useChapterEditor(
  around: Surroundings,
  { isEditable, label }: { isEditable: boolean; label: string },
): Editor {
  // Read by the view at every update, outside of React.
  const [now] = useState({ isEditable });
  const editor = useEditor(
    {
      extensions: chapterExtensions(around),
      editable: isEditable,
      // The page's own style sheet has it: the page forbids inline styles.
      injectCSS: false,
      editorProps: {
        attributes: () => ({
          class: 'prose',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-readonly': String(!now.isEditable),
          'aria-label': label,
        }),
      },
    },
    [around.doc],
  );
  useEffect(() => {
    now.isEditable = isEditable;
    if (!editor.isDestroyed) editor.setEditable(isEditable, false);
  }, [editor, isEditable, now]);
  return editor;
}
