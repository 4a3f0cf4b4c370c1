import type { Editor } from '@tiptap/core';

/** The element of a top-level block on the page, or undefined when there is no such block. */
export function findBlock(editor: Editor, id: string): HTMLElement | undefined {
  if (editor.isDestroyed) return undefined;
  let position: number | undefined;
  editor.state.doc.forEach((block, offset) => {
    if (block.attrs.id === id) position ??= offset;
  });
  if (position === undefined) return undefined;
  const element = editor.view.nodeDOM(position);
  return element instanceof HTMLElement ? element : undefined;
}

/** Brings a block to the top of the window and the cursor to its end; false when it is not there. */
export function goToBlock(editor: Editor, id: string): boolean {
  const element = findBlock(editor, id);
  if (!element) return false;
  const end = editor.view.posAtDOM(element, element.childNodes.length);
  editor.chain().setTextSelection(end).focus(undefined, { scrollIntoView: false }).run();
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'start', behavior: isStill ? 'auto' : 'smooth' });
  return true;
}
