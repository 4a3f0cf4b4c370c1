import { DOMSerializer } from '@tiptap/pm/model';
import { type BlockJson, schema } from '#shared/content/content.ts';
import { imageAddress } from '../images/image-address.ts';

/** The core's block as elements to look at; undefined when there is nothing that can be shown. */
export function coreWords(
  block: BlockJson | undefined,
  handbookId: string,
): DocumentFragment | undefined {
  if (block === undefined) return undefined;
  const node = schema.nodeFromJSON({ type: 'doc', content: [block] });
  // Built in a document that loads nothing: the pictures' addresses are not yet those of the server.
  const inert = document.implementation.createHTMLDocument('');
  const built = DOMSerializer.fromSchema(schema).serializeFragment(node.content, {
    document: inert,
  });
  if (!(built instanceof DocumentFragment)) return undefined;
  for (const img of built.querySelectorAll('img')) {
    const address = imageAddress(img.getAttribute('src'), handbookId);
    if (address === null) img.remove();
    else img.src = address;
  }
  return document.importNode(built, true);
}
