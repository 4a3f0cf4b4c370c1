import { Node } from '@tiptap/pm/model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Block } from '#shared/content/content.ts';
import {
  blocksOf,
  docOf,
  plainText,
  readChapter,
  repairIds,
  sanitize,
  schema,
  withIds,
  writeChapter,
} from '#shared/content/content.ts';
import { anyChapter, anyEdit, countedIds } from './arbitrary-chapter.ts';

function write(ydoc: Y.Doc, blocks: readonly Block[]): number {
  let updates = 0;
  const count = () => updates++;
  ydoc.on('update', count);
  ydoc.transact(() => writeChapter(ydoc, blocks));
  ydoc.off('update', count);
  return updates;
}

function liveWith(blocks: readonly Block[]): Y.Doc {
  const ydoc = new Y.Doc();
  write(ydoc, blocks);
  return ydoc;
}

function copyOf(ydoc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  return copy;
}

function exchange(one: Y.Doc, other: Y.Doc): void {
  const forOther = Y.encodeStateAsUpdate(one, Y.encodeStateVector(other));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
  Y.applyUpdate(other, forOther);
}

/** Blocks of raw nodes with ids b1, b2, … given to those that have none. */
function blocks(...content: unknown[]): Block[] {
  return blocksOf(withIds(sanitize({ content }), countedIds()));
}
const text = (value: string, ...marks: unknown[]) => ({ type: 'text', text: value, marks });
const paragraph = (id: string, ...content: unknown[]) => ({
  type: 'paragraph',
  attrs: { id },
  content: content.map((one) => (typeof one === 'string' ? text(one) : one)),
});
const list = (id: string, ...entries: [string, string][]) => ({
  type: 'bulletList',
  attrs: { id },
  content: entries.map(([item, words]) => ({
    type: 'listItem',
    attrs: { id: item },
    content: [paragraph('', words)],
  })),
});

/** All texts of the live document, in order. */
function texts(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? texts(child) : [];
  });
}

/** A peer types a word behind the first place where `after` stands. */
function type(ydoc: Y.Doc, after: string, typed: string): void {
  for (const one of texts(ydoc.getXmlFragment('default'))) {
    const characters = one
      .toDelta()
      .map((step: { insert: string }) => step.insert)
      .join('');
    const at = characters.indexOf(after);
    if (at === -1) continue;
    one.insert(at + after.length, typed);
    return;
  }
  throw new Error(`nobody wrote ${after}`);
}

describe('writeChapter', () => {
  it('makes the live chapter read as the blocks, whatever it was before', () => {
    fc.assert(
      fc.property(anyEdit, ({ before, after }) => {
        const ydoc = liveWith(before);
        expect(readChapter(ydoc)).toEqual(docOf(before));
        write(ydoc, after);
        expect(readChapter(ydoc)).toEqual(docOf(after));
        expect(write(ydoc, after)).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('writes what the editors would write, and finds what they wrote unchanged', () => {
    fc.assert(
      fc.property(anyChapter, (chapter) => {
        const doc = withIds(chapter, countedIds());
        const ours = liveWith(blocksOf(doc));
        const seen = yXmlFragmentToProseMirrorRootNode(ours.getXmlFragment('default'), schema);
        expect(sanitize(seen.toJSON())).toEqual(doc);
        seen.check();
        const theirs = new Y.Doc();
        prosemirrorToYXmlFragment(Node.fromJSON(schema, doc), theirs.getXmlFragment('default'));
        expect(readChapter(theirs)).toEqual(doc);
        expect(write(theirs, blocksOf(doc))).toBe(0);
        expect(theirs.getXmlFragment('default').toString()).toBe(
          ours.getXmlFragment('default').toString(),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what a peer types into any kept paragraph at the same moment', () => {
    fc.assert(
      fc.property(anyEdit, fc.nat(), fc.nat(), ({ before, after }, which, where) => {
        const ours = liveWith(before);
        const theirs = copyOf(ours);
        const kept = new Map(after.map((block, at) => [block.id, { block, at }]));
        const elements = theirs.getXmlFragment('default').toArray();
        const at = elements.length === 0 ? 0 : which % elements.length;
        const element = elements[at];
        const stays = kept.get(before[at]?.id ?? before[0]?.id ?? ('' as never));
        fc.pre(element instanceof Y.XmlElement && stays !== undefined);
        const own = element.toArray().filter((child) => child instanceof Y.XmlText);
        const target = own[where % (own.length || 1)];
        fc.pre(target !== undefined && stays.block.json.type === element.nodeName);
        // A block that changed its place is made anew.
        fc.pre(before.every((block, index) => (kept.get(block.id)?.at ?? index) === index));
        target.insert(where % (target.length + 1), '§typed§');
        write(ours, after);
        exchange(ours, theirs);
        expect(readChapter(ours)).toEqual(readChapter(theirs));
        const merged = blocksOf(readChapter(ours)).find((block) => block.id === stays.block.id);
        expect(plainText(merged?.json ?? docOf([]))).toContain('§typed§');
      }),
      { numRuns: 400 },
    );
  });

  it('changes words, and not the paragraph', () => {
    const ours = liveWith(blocks(paragraph('a', 'We buy food together every week.')));
    const theirs = copyOf(ours);
    type(theirs, 'food', ' and drink');
    write(ours, blocks(paragraph('a', 'We buy good food together every month.')));
    exchange(ours, theirs);
    expect(plainText(readChapter(ours))).toBe('We buy good food and drink together every month.');
  });

  it('changes marks and attributes in place', () => {
    const heading = (level: number, ...content: unknown[]) => ({
      ...paragraph('a', ...content),
      type: 'heading',
      attrs: { id: 'a', level },
    });
    const ours = liveWith(blocks(heading(2, 'Buy ', text('together', { type: 'bold' }), ' now')));
    const theirs = copyOf(ours);
    type(theirs, 'together', '!');
    write(
      ours,
      blocks(
        heading(
          3,
          text('Buy', { type: 'italic' }),
          ' together ',
          text('now', { type: 'link', attrs: { href: '#a' } }),
        ),
      ),
    );
    exchange(ours, theirs);
    const [json] = readChapter(ours).content;
    expect(json).toMatchObject({ type: 'heading', attrs: { level: 3 } });
    expect(plainText(readChapter(ours))).toBe('Buy together! now');
    expect(JSON.stringify(json)).toContain('#a');
  });

  it('keeps list items and rows by their ids while others are added, moved and removed', () => {
    const ours = liveWith(blocks(list('l', ['i1', 'one'], ['i2', 'two'], ['i3', 'three'])));
    const theirs = copyOf(ours);
    type(theirs, 'two', ' apples');
    write(ours, blocks(list('l', ['i4', 'four'], ['i2', 'two'], ['i3', 'three!'], ['i1', 'one'])));
    exchange(ours, theirs);
    expect(plainText(readChapter(ours))).toBe('four\ntwo apples\nthree!\none');
  });

  it('keeps a block whose neighbours go, and its peer’s words, when another is put in its place', () => {
    const ours = liveWith(blocks(paragraph('a', 'A'), paragraph('b', 'B'), paragraph('c', 'C')));
    const theirs = copyOf(ours);
    type(theirs, 'B', ' by a peer');
    write(ours, blocks(paragraph('x', 'B'), paragraph('b', 'B'), paragraph('y', 'C')));
    exchange(ours, theirs);
    expect(blocksOf(readChapter(ours)).map((block) => [block.id, plainText(block.json)])).toEqual([
      ['x', 'B'],
      ['b', 'B by a peer'],
      ['y', 'C'],
    ]);
  });

  it('leaves what it does not know and replaces what cannot be read as wanted', () => {
    const ydoc = liveWith(blocks(paragraph('a', 'A')));
    const fragment = ydoc.getXmlFragment('default');
    fragment.insert(0, [new Y.XmlElement('poll')]);
    const odd = new Y.XmlElement('bulletList');
    odd.setAttribute('id', 'l');
    odd.insert(0, [new Y.XmlText('loose'), new Y.XmlElement('heading')]);
    fragment.push([odd, new Y.XmlText('stray')]);
    const wanted = blocks(paragraph('a', 'B'), list('l', ['i', 'loose']), paragraph('c', 'stray'));
    write(ydoc, wanted);
    expect(readChapter(ydoc)).toEqual(docOf(wanted));
    expect(
      fragment.toArray().map((child) => (child instanceof Y.XmlElement ? child.nodeName : 'text')),
    ).toEqual(['poll', 'paragraph', 'bulletList', 'paragraph']);
    expect(write(ydoc, wanted)).toBe(0);
  });
});

describe('repairIds', () => {
  it('gives missing ids, and another to the later of two with the same', () => {
    const ydoc = new Y.Doc();
    const raw = sanitize({
      content: [
        paragraph('a', 'A'),
        paragraph('a', 'B'),
        paragraph('', 'C'),
        list('l', ['i', 'one'], ['a', 'two']),
      ],
    });
    prosemirrorToYXmlFragment(Node.fromJSON(schema, raw), ydoc.getXmlFragment('default'));
    expect(repairIds(ydoc, countedIds())).toBe(3);
    const doc = readChapter(ydoc);
    expect(JSON.stringify(doc).match(/"id":"\w+"/g)).toEqual([
      '"id":"a"',
      '"id":"b1"',
      '"id":"b2"',
      '"id":"l"',
      '"id":"i"',
      '"id":"b3"',
    ]);
    let updates = 0;
    ydoc.on('update', () => updates++);
    expect(repairIds(ydoc, countedIds('n'))).toBe(0);
    expect(updates).toBe(0);
  });
  it('makes a block of what is one only as it is read, and changes no word of it', () => {
    const ydoc = new Y.Doc();
    const fragment = ydoc.getXmlFragment('default');
    const element = (name: string, words: string) => {
      const made = new Y.XmlElement(name);
      made.insert(0, [new Y.XmlText(words)]);
      return made;
    };
    fragment.insert(0, [
      new Y.XmlText('loose '),
      element('footnote', 'note'),
      new Y.XmlText(' words'),
      element('paragraph', 'kept'),
      element('listItem', 'entry'),
      element('poll', 'unknown'),
      element('tableCell', 'cell'),
    ]);
    const before = plainText(readChapter(ydoc));
    const paragraphs = fragment.toArray().filter((child) => child === fragment.get(3));
    ydoc.transact(() => repairIds(ydoc, countedIds()));
    const ids = blocksOf(readChapter(ydoc)).map(({ id }) => id);
    expect(ids).toEqual(['b1', 'b2', 'b3', 'b4']);
    expect(plainText(readChapter(ydoc))).toBe(before);
    expect(fragment.toArray()).toContain(paragraphs[0]);
    let updates = 0;
    ydoc.on('update', () => updates++);
    repairIds(ydoc, countedIds('n'));
    expect(updates).toBe(0);
  });
});

it('the editors’ binding drops a cell that spans more than a table can have, and nothing beside it', () => {
  const ydoc = new Y.Doc();
  const cell = (words: string, span: number) => {
    const made = new Y.XmlElement('tableCell');
    const text = new Y.XmlElement('paragraph');
    text.insert(0, [new Y.XmlText(words)]);
    // Yjs declares attributes as texts and stores any JSON.
    made.setAttribute('colspan', span as unknown as string);
    made.insert(0, [text]);
    return made;
  };
  const [table, row] = [new Y.XmlElement('table'), new Y.XmlElement('tableRow')];
  row.insert(0, [cell('wide', 2), cell('endless', 1_000_000_000)]);
  table.insert(0, [row]);
  ydoc.getXmlFragment('default').insert(0, [table]);
  const shown = yXmlFragmentToProseMirrorRootNode(ydoc.getXmlFragment('default'), schema);
  expect(shown.textContent).toBe('wide');
});
