import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { headingsOf, type OutlineHeading, sameHeadings } from './headings.ts';

/** Writing pauses for this long before the outline is read again, in milliseconds. */
const PAUSE = 250;

/** The chapter's headings, a moment after they change; never in the same turn as a key press. */
export function useOutline(editor: Editor): readonly OutlineHeading[] {
  const [headings, setHeadings] = useState(() => headingsOf(editor.state.doc));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      const next = headingsOf(editor.state.doc);
      setHeadings((shown) => (sameHeadings(shown, next) ? shown : next));
    };
    const onUpdate = () => {
      timer ??= setTimeout(read, PAUSE);
    };
    read();
    editor.on('update', onUpdate);
    return () => {
      editor.off('update', onUpdate);
      clearTimeout(timer);
    };
  }, [editor]);
  return headings;
}
