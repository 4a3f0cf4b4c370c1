import { Extension } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { freshId } from './fresh-id.ts';
import { isLongPaste } from './ids-pasted.ts';

/** What blocks said, and the ids under which they said it. */
type Sayings = ReadonlyMap<string, readonly string[]>;

const NOTHING: Sayings = new Map();
const key = new PluginKey<Sayings>('idsFollow');

/**
 * Lets a block's id follow its words when somebody cuts, pastes or drops them. The editor leaves the
 * id with the emptied paragraph, or gives it to the words that were joined to it; a block that was only
 * moved would count as left out at one place and as added at another.
 */
export const IdsFollow = Extension.create({
  name: 'idsFollow',
  addProseMirrorPlugins: () => [idsFollow()],
});

/** The plugin alone. */
export function idsFollow(): Plugin<Sayings> {
  return new Plugin<Sayings>({
    key,
    state: {
      init: () => NOTHING,
      // Until something else is cut: it may be pasted after much else has been written.
      apply: (transaction, cut, before, after) =>
        transaction.getMeta('uiEvent') === 'cut' ? goneBetween(before.doc, after.doc) : cut,
    },
    appendTransaction: (transactions, before, after) =>
      // Each id given is a step that every plugin follows: of very many they stay as they were given.
      transactions.some(isMoving) && !transactions.some(isLongPaste)
        ? withIdsBack(before, after)
        : null,
  });
}

function isMoving(transaction: Transaction): boolean {
  return ['cut', 'paste', 'drop'].includes(transaction.getMeta('uiEvent'));
}

function withIdsBack(before: EditorState, after: EditorState): Transaction | null {
  const known = joined(sayingsOf(before.doc), key.getState(before) ?? NOTHING);
  const taken = new Set<string>();
  const strangers: { readonly node: ProseNode; readonly at: number }[] = [];
  after.doc.forEach((node, at) => {
    const [words, id] = [saying(node), idOf(node)];
    // Who says nothing holds no id that others' words could have.
    const isOwn = words !== '' && known.get(words)?.includes(id) === true && !taken.has(id);
    if (isOwn) taken.add(id);
    else strangers.push({ node, at });
  });
  const ids = strangers.map(({ node }) => {
    const own = saying(node) === '' ? [] : (known.get(saying(node)) ?? []);
    const id = own.find((one) => !taken.has(one));
    if (id !== undefined) taken.add(id);
    return id;
  });
  if (ids.every((id) => id === undefined)) return null;
  const { tr } = after;
  for (const [index, { node, at }] of strangers.entries()) {
    const id = ids[index] ?? (taken.has(idOf(node)) ? freshId() : idOf(node));
    if (id !== idOf(node)) tr.setNodeAttribute(at, 'id', id);
  }
  return tr.setStoredMarks(after.storedMarks);
}

/** What stood there and stands nowhere any more. */
function goneBetween(before: ProseNode, after: ProseNode): Sayings {
  const left = sayingsOf(after);
  return new Map([...sayingsOf(before)].filter(([words]) => !left.has(words)));
}

function sayingsOf(doc: ProseNode): Sayings {
  const sayings = new Map<string, readonly string[]>();
  doc.forEach((node) => {
    const words = saying(node);
    if (idOf(node) !== '') sayings.set(words, [...(sayings.get(words) ?? []), idOf(node)]);
  });
  return sayings;
}

function joined(one: Sayings, other: Sayings): Sayings {
  const both = new Map(one);
  for (const [words, ids] of other) both.set(words, [...(both.get(words) ?? []), ...ids]);
  return both;
}

/** All that a block says, '' where that is nothing: two blocks that say the same are as good as one. */
function saying(node: ProseNode): string {
  return node.textBetween(0, node.content.size, '\n', ({ type, attrs }) =>
    JSON.stringify([type.name, attrs]),
  );
}

function idOf({ attrs }: ProseNode): string {
  return typeof attrs.id === 'string' ? attrs.id : '';
}
