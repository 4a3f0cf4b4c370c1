import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { piecesOf } from '#client/chapter/room/update-pieces.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph, paragraphsOf } from '#tests/support/paragraphs.ts';
import { SyncWorld } from '#tests/support/sync-world.ts';

let world: SyncWorld;
afterEach(() => world.close());

const LONG = 'A long paragraph. '.repeat(200);

/** A chapter that is larger than it may be; Ada and Ben are in it. */
async function openFull() {
  const blocks = [paragraph('a', LONG), paragraph('b', LONG), paragraph('c', 'Short')];
  world = await SyncWorld.open({ blocks, limits: { chapterBytes: 6_000 } });
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  return { ada, ben };
}

it('[SY29] takes out of a full chapter what somebody deletes, and then takes what is new', async () => {
  const { ada, ben } = await openFull();
  ada.erase(LONG.length - 11);
  await ben.reads('paragraph. ', LONG, 'Short');
  ada.type(' again', 2);
  await ben.reads('paragraph. ', LONG, 'Short again');
  expect(await world.stored()).toEqual(['paragraph. ', LONG, 'Short again']);
});

it('[SY29] refuses what would make a full chapter larger, and asks for it when there is room', async () => {
  const { ada, ben } = await openFull();
  const cleo = await world.connectRaw('cleo');
  const doc = await cleo.join();
  const before = Y.encodeStateVector(doc);
  const last = doc.getXmlFragment('default').get(2);
  if (last instanceof Y.XmlElement) last.insert(1, [new Y.XmlText(' and more')]);
  cleo.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc, before) });
  await cleo.hears('denied');
  expect(cleo.of('denied')[0]?.reason).toMatch(/^chapter-full:/);
  const asked = cleo.of('step1').length;
  ada.erase(LONG.length);
  await cleo.hears('step1', asked + 1);
  cleo.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc) });
  await ben.reads('', LONG, 'Short and more');
  expect(cleo.acknowledged).toBe(2);
});

it('[SY29] takes a change of a full chapter that deletes as much as it brings', async () => {
  const { ada, ben } = await openFull();
  ada.doc.transact(() => {
    ada.erase(5, 2);
    ada.type('Brief', 2);
  });
  await ben.reads(LONG, LONG, 'Brief');
});

it('[SY29] goes on with who takes back what a full chapter refused', async () => {
  const { ada, ben } = await openFull();
  const more = 'More. '.repeat(500);
  ada.addParagraph(more);
  ada.doc.transact(() => ada.doc.getXmlFragment('default').delete(3, 1));
  ada.erase(100, 1);
  await ben.reads(LONG, LONG.slice(100), 'Short');
  await ada.reads(LONG, LONG.slice(100), 'Short');
  expect(ada.closeCode).toBeUndefined();
});

it('[SY29] asks later, and sends nobody away, when a full chapter takes some pieces of a text', async () => {
  const { ada, ben } = await openFull();
  const cleo = await world.connectRaw('cleo');
  const doc = await cleo.join();
  const before = Y.encodeStateVector(doc);
  const fragment = doc.getXmlFragment('default');
  const last = fragment.get(2);
  const words = new Y.XmlText('More. '.repeat(400));
  if (last instanceof Y.XmlElement) last.insert(1, [words]);
  fragment.delete(1, 1);
  const pieces = piecesOf(Y.encodeStateAsUpdate(doc, before), 1_500);
  for (let tries = 1; tries <= 5; tries += 1) {
    for (const update of pieces.slice(0, -1)) cleo.send({ kind: 'update', update });
    for (const update of pieces.slice(-1)) cleo.send({ kind: 'step2', update });
    await cleo.hears('denied', tries * pieces.length);
  }
  expect(cleo.acknowledged).toBe(0);
  const asked = cleo.of('step1').length;
  ada.erase(LONG.length);
  await cleo.hears('step1', asked + 1);
  cleo.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc) });
  await ben.reads('', `Short${'More. '.repeat(400)}`);
  expect(cleo.acknowledged).toBe(5 * pieces.length + 1);
});

it('[SY29] does not let a full chapter grow for ever by replacing it letter by letter', async () => {
  const { ada, ben } = await openFull();
  const cleo = await world.connectRaw('cleo');
  const doc = await cleo.join();
  const first = doc.getXmlFragment('default').get(0);
  const words = first instanceof Y.XmlElement ? first.get(0) : undefined;
  if (!(words instanceof Y.XmlText)) throw new Error('There is no line.');
  for (let round = 1; round <= 5; round += 1) {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => {
      words.delete(words.length - 500, 500);
      for (let count = 0; count < 500; count += 1) words.insert((count * 7) % 1_000, 'x');
    });
    cleo.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc, before) });
  }
  await cleo.hears('denied');
  expect(cleo.of('denied')[0]?.reason).toMatch(/^chapter-full:/);
  ada.erase(LONG.length, 1);
  await eventually('Ben sees it', () => paragraphsOf(ben.doc)[1] === '');
});

it('[SY29] does not count on room that a refused change only promised', async () => {
  const { ada, ben } = await openFull();
  const cleo = await world.connectRaw('cleo');
  const doc = await cleo.join();
  const words = doc.getXmlFragment('default').get(1);
  const before = Y.encodeStateVector(doc);
  if (words instanceof Y.XmlElement) words.setAttribute('class', 'x');
  const from = Y.encodeStateVector(doc);
  doc.getXmlFragment('default').delete(0, 1);
  if (words instanceof Y.XmlElement) words.setAttribute('class', 'y');
  // Without the attribute's first value it has a gap.
  cleo.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc, from) });
  await cleo.hears('step1', 2);
  ada.erase(1, 2);
  await ben.reads(LONG, LONG, 'hort');
  expect(await world.snapshotSequence()).toBe(0);
  cleo.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc, before) });
  await ben.reads(LONG, 'hort');
  expect(await world.snapshotSequence()).toBeGreaterThan(0);
});
