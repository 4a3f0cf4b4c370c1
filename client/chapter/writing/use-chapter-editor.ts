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
      editorProps: { attributes: attributesOf(label, isEditable) },
    },
    [around.doc],
  );
  useEffect(() => {
    // Telling the editor draws the whole text again.
    if (editor.isDestroyed || editor.options.editable === isEditable) return;
    const attributes = attributesOf(label, isEditable);
    editor.setOptions({ editable: isEditable, editorProps: { attributes } });
  }, [editor, isEditable, label]);
  return editor;
}

/** What the text is to those who do not see it. */
function attributesOf(label: string, isEditable: boolean): Readonly<Record<string, string>> {
  return {
    class: 'prose',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-readonly': String(!isEditable),
    'aria-label': label,
  };
}
