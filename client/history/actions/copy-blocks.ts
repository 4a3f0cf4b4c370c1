import { DOMSerializer } from '@tiptap/pm/model';
import { putOnClipboard } from '#client/lib/put-on-clipboard.ts';
import type { Block } from '#shared/content/content.ts';
import { plainText, schema } from '#shared/content/content.ts';

/**
 * Puts blocks on the clipboard as the editor itself would, so that pasted into a chapter they are
 * what they were; elsewhere they are their words. Call it from a click: browsers ask for that.
 */
export function copyBlocks(blocks: readonly Block[]): boolean {
  const text = blocks.map(({ json }) => plainText(json)).join('\n\n');
  return putOnClipboard({ text, html: htmlOf(blocks) });
}

function htmlOf(blocks: readonly Block[]): string {
  const doc = schema.nodeFromJSON({ type: 'doc', content: blocks.map(({ json }) => json) });
  // A document that loads nothing: the pictures' addresses are the handbook's, not the server's.
  const inert = document.implementation.createHTMLDocument('');
  const built = DOMSerializer.fromSchema(schema).serializeFragment(doc.content, {
    document: inert,
  });
  inert.body.append(built);
  // The copy is a new block wherever it is pasted.
  for (const element of inert.body.querySelectorAll('[data-id]')) {
    element.removeAttribute('data-id');
  }
  return inert.body.innerHTML;
}
