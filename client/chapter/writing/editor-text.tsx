import type { Editor } from '@tiptap/react';
import { useLayoutEffect, useRef } from 'react';

/**
 * Puts an editor's text on the page. Tiptap's own component is for views made with React: it draws the
 * whole text a second time when it comes onto the page, and all views here are plain.
 */
export function EditorText({ editor }: { editor: Editor }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!editor.isDestroyed) place.current?.append(editor.view.dom);
  }, [editor]);
  return <div ref={place} />;
}
