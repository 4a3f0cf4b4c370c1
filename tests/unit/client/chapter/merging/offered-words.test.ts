import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ChapterNotes } from '#client/chapter/device/chapter-notes.ts';
import { OfferedWords } from '#client/chapter/merging/offered-words.ts';

const place = Y.createRelativePositionFromTypeIndex(new Y.Doc().getXmlFragment('default'), 0);
const LOSS = { id: '1:2', text: 'and mine', place };

/** The offers of pages of one person's chapter, on one device. */
function device() {
  const notes = new Map<string, string>();
  const storage = {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, text: string) => void notes.set(key, text),
    removeItem: (key: string) => void notes.delete(key),
  };
  const of = { personId: 'ada', chapterId: 'chapter' };
  return { openPage: () => new OfferedWords(new ChapterNotes(storage, of)), notes };
}

it('does not offer again what was decided on another page, which merged earlier', () => {
  const { openPage } = device();
  const [awake, asleep] = [openPage(), openPage()];
  awake.add(LOSS);
  expect(awake.take(LOSS.id)).toEqual(LOSS);
  asleep.add(LOSS);
  expect(asleep.all()).toEqual([]);
  expect(asleep.take(LOSS.id)).toBeUndefined();
  expect(openPage().all()).toEqual([]);
});

it('ends an offer once, on whichever of two pages that both merged', () => {
  const { openPage } = device();
  const [one, two] = [openPage(), openPage()];
  one.add(LOSS);
  two.add(LOSS);
  expect(two.take(LOSS.id)).toEqual(LOSS);
  expect(one.take(LOSS.id)).toBeUndefined();
  expect(one.all()).toEqual([]);
});

it('offers nothing that was decided, though another page still has it noted', () => {
  const { openPage, notes } = device();
  const one = openPage();
  one.add(LOSS);
  const before = [...notes];
  one.take(LOSS.id);
  for (const [name, text] of before) notes.set(name, text);
  expect(openPage().all()).toEqual([]);
});
