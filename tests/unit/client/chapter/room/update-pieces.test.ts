import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { piecesOf } from '#client/chapter/room/update-pieces.ts';
import { judge } from '#server/sync/triage.ts';
import type { PersonId } from '#shared/ids.ts';
import { outlineUpdate } from '#shared/protocol/protocol.ts';
import { SeededRandom } from '#tests/support/random.ts';

const ADA = 'ada' as PersonId;
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

it('[SY2] shows a gap in the last piece to a server that did not take one of the others', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const { known, update } = story(new SeededRandom(seed));
    const start = Y.encodeStateAsUpdate(known);
    const pieces = piecesOf(update, 400);
    const whole = new Y.Doc();
    for (const part of [start, update]) Y.applyUpdate(whole, part);
    for (const refused of pieces.slice(0, -1)) {
      const server = new Y.Doc();
      Y.applyUpdate(server, start);
      const taken = pieces.filter((piece) => piece !== refused && take(server, piece));
      const isComplete = taken.includes(pieces.at(-1) ?? refused);
      // A piece may be so small that the last one repeats all of it.
      const hasAll = isDeepStrictEqual(Y.encodeStateVector(server), Y.encodeStateVector(whole));
      expect(isComplete, `seed ${seed}`).toBe(hasAll);
    }
  }
});

/** Applies what has no gap, as the server does. */
function take(doc: Y.Doc, piece: Uint8Array): boolean {
  const outline = outlineUpdate(piece);
  const known = {
    stateOf: (clientId: number) => Y.getState(doc.store, clientId),
    ownerOf: () => ({ kind: 'unknown' }) as const,
  };
  const isSound = outline && judge(outline, known, ADA).kind === 'sound';
  if (isSound) Y.applyUpdate(doc, piece);
  return isSound === true;
}

it('leaves whole what itself has a gap', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const word of WORDS) doc.getText(word).insert(0, word.repeat(50));
  const gapped = Y.mergeUpdates(updates.filter((_, index) => index !== 2));
  expect(piecesOf(gapped, 200)).toEqual([gapped]);
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
