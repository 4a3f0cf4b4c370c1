import type { Node as ProseNode } from '@tiptap/pm/model';
import { EditorState, type Plugin, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPlugin, ySyncPluginKey, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keepToChanges } from '#client/chapter/writing/only-changes.ts';
import { type Block, schema, writeChapter } from '#shared/content/content.ts';
import { paragraph } from '../../../../support/paragraphs.ts';
import { SeededRandom } from '../../../../support/random.ts';

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed);

/** An editor without a screen, bound to a chapter. */
class Writer {
  readonly doc = new Y.Doc();
  readonly #drawn: () => void;
  state: EditorState;

  constructor(chapter: Uint8Array, clientId: number) {
    this.doc.clientID = clientId;
    Y.applyUpdate(this.doc, chapter);
    const sync: Plugin = ySyncPlugin(this.#fragment);
    this.state = EditorState.create({ schema, plugins: [sync] });
    // What the binding asks of a view is here.
    const self = this as unknown as EditorView;
    this.#drawn = () => {};
    const view = sync.spec.view?.(self);
    this.#drawn = () => view?.update?.(self, this.state);
  }

  /** As the product's editor does. */
  keepToChanges(): this {
    keepToChanges(ySyncPluginKey.getState(this.state).binding);
    return this;
  }

  get text(): ProseNode {
    return this.state.doc;
  }

  /** What the chapter says, read from nothing but the chapter. */
  get chapter(): ProseNode {
    return yXmlFragmentToProseMirrorRootNode(this.#fragment, schema);
  }

  get bytes(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  get #fragment(): Y.XmlFragment {
    return this.doc.getXmlFragment('default');
  }

  dispatch(transaction: Transaction): void {
    this.state = this.state.apply(transaction);
    this.#drawn();
  }

  hasFocus(): boolean {
    return false;
  }

  hear(other: Writer): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)));
  }
}

function chapterOf(count: number, ...more: readonly Block[]): Uint8Array {
  const doc = new Y.Doc();
  const paragraphs = Array.from({ length: count }, (_, at) =>
    paragraph(`b${at}`, `The words of ${at}.`),
  );
  const blocks = [...paragraphs, ...more];
  doc.transact(() => writeChapter(doc, blocks));
  return Y.encodeStateAsUpdate(doc);
}

const within = (type: string, content: readonly object[], attrs: object = {}) => ({
  type,
  attrs,
  content,
});
const words = (text: string) => within('paragraph', [{ type: 'text', text, marks: [] }]);
const blockOf = (id: string, json: object) => ({ id, json }) as unknown as Block;

const aList = blockOf(
  'list',
  within(
    'bulletList',
    [
      within('listItem', [
        words('Flour.'),
        within('bulletList', [within('listItem', [words('Rye.')])]),
      ]),
      within('listItem', [words('Rice.'), words('And oats.')]),
    ],
    { id: 'list' },
  ),
);
const aTable = blockOf(
  'table',
  within(
    'table',
    [0, 1].map((row) =>
      within(
        'tableRow',
        [0, 1].map((cell) => within('tableCell', [words(`Cell ${row}${cell}.`)])),
      ),
    ),
    { id: 'table' },
  ),
);

/** Types, marks, parts or takes words away, or a whole row, entry or block, wherever they stand. */
function anyNestedEdit({ tr }: EditorState, random: SeededRandom): Transaction {
  const texts: number[] = [];
  const rows: number[] = [];
  tr.doc.descendants((node, at) => {
    if (node.isTextblock) texts.push(at);
    if (node.type.name === 'tableRow' || node.type.name === 'listItem') rows.push(at);
  });
  const at = random.pick(texts) ?? 0;
  const size = tr.doc.nodeAt(at)?.content.size ?? 0;
  const place = at + 1 + random.below(size + 1);
  const row = random.pick(rows);
  switch (random.below(7)) {
    case 0:
      return tr.split(place);
    case 1:
      return tr.addMark(at + 1, place, schema.mark('bold'));
    case 2:
      return tr.delete(at + 1, place);
    case 3: {
      const node = row === undefined ? null : tr.doc.nodeAt(row);
      return row === undefined || !node ? tr : tr.insert(row, node);
    }
    case 4:
      return row === undefined || tr.doc.resolve(row).parent.childCount < 2
        ? tr
        : tr.delete(row, row + (tr.doc.nodeAt(row)?.nodeSize ?? 0));
    default:
      return tr.insertText('x', place);
  }
}

/** Types, marks, takes away, parts, joins, moves, or makes another kind of block. */
function anyEdit({ tr }: EditorState, random: SeededRandom): Transaction {
  const at = random.pick(startsOf(tr.doc)) ?? 0;
  const block = tr.doc.nodeAt(at);
  if (!block) return tr.insert(0, schema.node('paragraph'));
  const end = at + block.nodeSize;
  const within = at + 1 + random.below(block.content.size + 1);
  switch (random.below(9)) {
    case 0:
      return tr.delete(at, end);
    case 1:
      return tr.split(within);
    case 2:
      return at > 0 ? tr.join(at) : tr;
    case 3:
      return tr.insert(random.pick(startsOf(tr.delete(at, end).doc)) ?? 0, block);
    case 4:
      return tr.addMark(at + 1, within, schema.mark('bold'));
    case 5:
      return tr.setNodeMarkup(at, schema.nodes.heading, { ...block.attrs, level: 2 });
    default:
      return tr.insertText('x', within);
  }
}

function startsOf(doc: ProseNode): readonly number[] {
  const starts: number[] = [];
  doc.forEach((_block, offset) => {
    starts.push(offset);
  });
  return starts;
}

describe('keeping a key’s work to what it changes', () => {
  it.each(SEEDS)('writes what the binding by itself would, byte for byte (seed %i)', (seed) => {
    const chapter = chapterOf(6);
    const pair = [new Writer(chapter, 7).keepToChanges(), new Writer(chapter, 7)];
    for (let edit = 0; edit < 60; edit += 1) {
      // The same edit of each one's own blocks: which of them are the same objects decides a lot.
      for (const writer of pair)
        writer.dispatch(anyEdit(writer.state, new SeededRandom(seed * 1_000 + edit)));
      expect(pair[0]?.bytes).toEqual(pair[1]?.bytes);
    }
  });

  it.each(SEEDS)('shows what the chapter says while two write at once (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    const chapter = chapterOf(6);
    const pair = [7, 8].map((id) => new Writer(chapter, id).keepToChanges());
    const [one, other] = pair;
    if (!one || !other) throw new Error('There are two.');
    for (let edit = 0; edit < 120; edit += 1) {
      const writer = random.pick(pair) ?? one;
      if (random.below(3) === 0) writer.hear(writer === one ? other : one);
      else writer.dispatch(anyEdit(writer.state, random));
      expect(writer.text.toJSON()).toEqual(writer.chapter.toJSON());
    }
    one.hear(other);
    other.hear(one);
    expect(one.text.toJSON()).toEqual(other.text.toJSON());
    expect(one.text.toJSON()).toEqual(one.chapter.toJSON());
  });

  it.each(SEEDS)('does the same within lists and tables (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    const chapter = chapterOf(1, aList, aTable);
    const pair = [7, 8].map((id) => new Writer(chapter, id).keepToChanges());
    const [one, other] = pair;
    if (!one || !other) throw new Error('There are two.');
    for (let edit = 0; edit < 120; edit += 1) {
      const writer = random.pick(pair) ?? one;
      if (random.below(3) === 0) writer.hear(writer === one ? other : one);
      else writer.dispatch(anyNestedEdit(writer.state, random));
      expect(writer.text.toJSON()).toEqual(writer.chapter.toJSON());
    }
  });

  it('makes no block anew but the one in which somebody else wrote', () => {
    const chapter = chapterOf(3);
    const [mine, theirs] = [7, 8].map((id) => new Writer(chapter, id).keepToChanges());
    if (!mine || !theirs) throw new Error('There are two.');
    const before = mine.text;
    theirs.dispatch(theirs.state.tr.insertText('x', 1));
    mine.hear(theirs);
    expect(mine.text.child(0).textContent).toBe('xThe words of 0.');
    expect(mine.text.child(1)).toBe(before.child(1));
    expect(mine.text.child(2)).toBe(before.child(2));
  });
});
