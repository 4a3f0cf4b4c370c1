import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { piecesOf } from '#client/chapter/update-pieces.ts';
import { outlineUpdate } from '#shared/protocol/protocol.ts';
import { SeededRandom } from '#tests/support/random.ts';

const WORDS = ['a', ' bread', ' 🍞🍞', ' grève', ' and so on and on for quite a while', '🏳️‍🌈'];

/** One edit of one person: words, a mark, a deletion, a paragraph inside or beside another. */
function edit(doc: Y.Doc, random: SeededRandom): void {
  const fragment = doc.getXmlFragment('default');
  const element = fragment.get(random.below(Math.max(1, fragment.length)));
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined;
  const at = text instanceof Y.XmlText ? random.below(text.length + 1) : 0;
  switch (random.below(5)) {
    case 0: {
      const fresh = new Y.XmlElement('paragraph');
      fresh.insert(0, [new Y.XmlText(random.pick(WORDS))]);
      fragment.insert(random.below(fragment.length + 1), [fresh]);
      break;
    }
    case 1:
      if (fragment.length > 3) fragment.delete(random.below(fragment.length), 1);
      break;
    case 2:
      if (text instanceof Y.XmlText) text.delete(at, Math.min(3, text.length - at));
      break;
    case 3:
      if (text instanceof Y.XmlText) text.format(at, Math.min(4, text.length - at), { bold: true });
      break;
    default:
      if (text instanceof Y.XmlText) text.insert(at, random.pick(WORDS)?.repeat(20) ?? '');
  }
}

/** What the server has, and what several visits of one person made of it, each knowing of the others at times. */
function story(random: SeededRandom): { known: Y.Doc; update: Uint8Array } {
  const known = new Y.Doc();
  for (let count = 0; count < 20; count += 1) edit(known, random);
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  for (const doc of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(known));
  for (let count = 0; count < 120; count += 1) {
    const doc = random.pick(docs) ?? known;
    edit(doc, random);
    if (random.below(8) > 0) continue;
    const other = random.pick(docs) ?? known;
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  }
  const [whole = known, ...others] = docs;
  for (const other of others) Y.applyUpdate(whole, Y.encodeStateAsUpdate(other));
  return { known, update: Y.encodeStateAsUpdate(whole, Y.encodeStateVector(known)) };
}

it('cuts any update into pieces that leave no gap and together are the same', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = new SeededRandom(seed);
    const { known, update } = story(random);
    const wanted = new Y.Doc();
    Y.applyUpdate(wanted, Y.encodeStateAsUpdate(known));
    Y.applyUpdate(wanted, update);
    const pieces = piecesOf(update, 200);
    expect(pieces.length, `seed ${seed}`).toBeGreaterThan(3);
    for (const piece of pieces) {
      expect(outlineUpdate(piece), `seed ${seed}`).toBeDefined();
      Y.applyUpdate(known, piece);
      const { pendingStructs, pendingDs } = known.store;
      expect({ pendingStructs, pendingDs }, `seed ${seed}`).toEqual({
        pendingStructs: null,
        pendingDs: null,
      });
    }
    expect(known.getXmlFragment('default').toString(), `seed ${seed}`).toBe(
      wanted.getXmlFragment('default').toString(),
    );
    expect(Y.encodeStateVector(known), `seed ${seed}`).toEqual(Y.encodeStateVector(wanted));
  }
});

it('leaves an update that is small enough as it is', () => {
  const { update } = story(new SeededRandom(1));
  expect(piecesOf(update, update.length)).toEqual([update]);
});

it('cuts a long text within one word, never within one character', () => {
  const doc = new Y.Doc();
  const text = new Y.XmlText('🍞'.repeat(1_000));
  doc.getXmlFragment('default').insert(0, [text]);
  const pieces = piecesOf(Y.encodeStateAsUpdate(doc), 303);
  const copy = new Y.Doc();
  for (const piece of pieces) {
    expect(piece.length).toBeLessThan(400);
    Y.applyUpdate(copy, piece);
  }
  expect(copy.getXmlFragment('default').toString()).toBe('🍞'.repeat(1_000));
});
