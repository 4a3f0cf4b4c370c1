import { Extension } from '@tiptap/core';
import { Fragment, type Node as ProseNode, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { TYPES_WITH_ID } from '#shared/content/content.ts';
import { freshId } from './fresh-id.ts';

const WITH_ID: ReadonlySet<string> = new Set(TYPES_WITH_ID);
/** So many blocks at once are looked through in no time. */
const MANY_BLOCKS = 100;

/**
 * Gives what is pasted its ids before it comes into the text. Given afterwards each would be a step of
 * its own, which every plugin then follows. After `IdsGiven`, which takes from what was copied the ids
 * that it had.
 */
export const IdsPasted = Extension.create({
  name: 'idsPasted',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('idsPasted'),
      props: {
        transformPasted: ({ content, openStart, openEnd }) =>
          new Slice(withIds(content), openStart, openEnd),
      },
    }),
  ],
});

/** The same content, in which nothing that should have an id lacks one. */
function withIds(content: Fragment): Fragment {
  const nodes: ProseNode[] = [];
  content.forEach((node) => void nodes.push(withId(node)));
  return Fragment.from(nodes);
}

function withId(node: ProseNode): ProseNode {
  if (node.isText) return node;
  const isBare = WITH_ID.has(node.type.name) && node.attrs.id === null;
  const attrs = isBare ? { ...node.attrs, id: freshId() } : node.attrs;
  return node.type.create(attrs, withIds(node.content), node.marks);
}

/**
 * Whether a change is a paste in which looking for the same id twice would take minutes: the library's
 * time grows with the cube of the blocks. Only the block that the paste split can have another's id, and
 * the server gives it one of its own.
 */
export function isLongPaste(transaction: Transaction): boolean {
  const added = transaction.doc.childCount - transaction.before.childCount;
  return added > MANY_BLOCKS && transaction.getMeta('paste') === true;
}
