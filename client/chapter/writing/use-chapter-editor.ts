import { type Editor, useEditor } from '@tiptap/react';
import { useEffect } from 'react';
import { chapterExtensions, type Surroundings } from './extensions.ts';

/**
 * The editor of one open chapter. It is made once for a chapter's room; what changes around it
 * (facts, lineage, rights) is told to it.
 */
export function useChapterEditor(
  around: Surroundings,
  { isEditable, label }: { isEditable: boolean; label: string },
): Editor {
  const editor = useEditor(
    {
      extensions: chapterExtensions(around),
      editable: isEditable,
      // The page's own style sheet has it: the page forbids inline styles.
      injectCSS: false,
      editorProps: {
        attributes: {
          class: 'prose',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
        },
      },
    },
    [around.doc],
  );
  useEffect(() => {
    if (editor.isEditable !== isEditable) editor.setEditable(isEditable, false);
    editor.view.dom.setAttribute('aria-readonly', String(!isEditable));
  }, [editor, isEditable]);
  return editor;
}
