import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { StoredCopy } from '#client/chapter/copy/stored-copy.ts';
import { ChapterNotes } from '#client/chapter/device/chapter-notes.ts';
import { Merging } from '#client/chapter/merging/merging.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type MemoryDevice, memoryDevice } from '#tests/support/memory-device.ts';
import { paragraphsOf } from '#tests/support/paragraphs.ts';

const NAME = 'copy';
/** Longer than any test. */
const NEVER = 1_000_000;

/** A page that has the copy open, and writes in its first paragraph. */
class Page {
  readonly doc = new Y.Doc();
  readonly merging: Merging;
  readonly copy: StoredCopy;

  constructor(retryMs = NEVER) {
    const notes = new ChapterNotes(device.notes, { personId: 'ada', chapterId: NAME });
    this.merging = new Merging(notes);
    this.copy = new StoredCopy({
      open: (lost) => device.openRows(NAME, lost),
      doc: this.doc,
      merging: this.merging,
      changed: () => undefined,
      retryMs,
    });
    this.doc.on('update', (_update, _origin, _doc, { local }: Y.Transaction) => {
      if (local) this.merging.own.add(this.doc.clientID);
    });
    pages.push(this);
  }

  static async open(retryMs?: number): Promise<Page> {
    const page = new Page(retryMs);
    await page.copy.loaded;
    return page;
  }

  write(text: string): void {
    const fragment = this.doc.getXmlFragment('default');
    if (fragment.length === 0)
      this.doc.transact(() => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(text)]);
        fragment.insert(0, [paragraph]);
      });
    else {
      const line = fragment.get(0);
      const words = line instanceof Y.XmlElement ? line.get(0) : undefined;
      if (words instanceof Y.XmlText) words.insert(words.length, text);
    }
  }

  deleteParagraph(): void {
    this.doc.getXmlFragment('default').delete(0, 1);
  }

  /** Hears from the server what another page's document has. */
  hears(other: Y.Doc): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(this.doc)));
  }

  async isWhole(): Promise<void> {
    await eventually('the copy is whole', () => this.copy.isWhole());
  }

  close(): void {
    this.copy.close();
  }
}

let device: MemoryDevice;
const pages: Page[] = [];
beforeEach(() => {
  device = memoryDevice();
});
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

/** What a later visit reads, and whether it has all that its changes refer to. */
async function readLater(): Promise<readonly string[]> {
  const { doc } = await Page.open();
  expect(doc.store.pendingStructs).toBeNull();
  return paragraphsOf(doc);
}

it('is whole only when all is stored', async () => {
  const page = await Page.open();
  const end = device.hold();
  page.write('One');
  expect(page.copy.isWhole()).toBe(false);
  end('stored');
  await page.isWhole();
  expect(await readLater()).toEqual(['One']);
});

it('writes nothing after what was refused before that is stored', async () => {
  const page = await Page.open();
  page.write('One');
  await page.isWhole();
  device.fill(true);
  page.write(' two');
  await new Promise(setImmediate);
  device.fill(false);
  page.write(' three');
  await new Promise(setImmediate);
  page.close();
  expect(await readLater()).toEqual(['One']);
});

it('tries again what was refused, with what came since', async () => {
  const page = await Page.open(1);
  device.fill(true);
  page.write('One');
  page.write(' two');
  await new Promise(setImmediate);
  device.fill(false);
  await page.isWhole();
  expect(await readLater()).toEqual(['One two']);
});

it('misses nothing when the earlier of two writes under way is refused', async () => {
  const page = await Page.open();
  const end = device.hold();
  page.write('One');
  page.write(' two');
  end('refused');
  end('stored');
  await page.isWhole();
  page.close();
  expect(await readLater()).toEqual(['One two']);
});

it('makes many rows one, and leaves the rows of other tabs alone', async () => {
  const first = await Page.open();
  first.write('One');
  await first.isWhole();
  first.close();
  const [one, two] = [await Page.open(), await Page.open()];
  for (const letter of ' and mine') one.write(letter);
  await one.isWhole();
  one.close();
  two.deleteParagraph();
  for (let count = 0; count < 500; count += 1) two.write(`${count} `);
  await two.isWhole();
  await eventually('the rows are one', () => device.rowCount(NAME) < 50);
  two.close();
  const later = await Page.open();
  expect(paragraphsOf(later.doc)).toEqual(paragraphsOf(two.doc));
  expect(later.merging.offered.all().map(({ text }) => text)).toEqual([' and mine']);
});

it('offers words of a tab that was closed before it heard that their paragraph was deleted', async () => {
  const [one, two] = [await Page.open(), await Page.open()];
  one.write('One');
  await one.isWhole();
  two.hears(one.doc);
  one.write(' and mine');
  await one.isWhole();
  one.close();
  two.deleteParagraph();
  await two.isWhole();
  two.close();
  const later = await Page.open();
  expect(paragraphsOf(later.doc)).toEqual([]);
  expect(later.merging.offered.all().map(({ text }) => text)).toEqual([' and mine']);
});

it('writes what others changed together with one’s own next change, or when it is closed', async () => {
  const other = await Page.open();
  other.write('One');
  await other.isWhole();
  const page = await Page.open();
  const rows = device.rowCount(NAME);
  other.close();
  for (const letter of ' of hers') other.write(letter);
  page.hears(other.doc);
  await new Promise(setImmediate);
  expect(device.rowCount(NAME)).toBe(rows);
  expect(page.copy.isWhole()).toBe(true);
  page.write(' and mine');
  await page.isWhole();
  expect(await readLater()).toEqual(['One of hers and mine']);
  other.hears(page.doc);
  other.write(' and more');
  page.hears(other.doc);
  page.close();
  await new Promise(setImmediate);
  expect(await readLater()).toEqual(['One of hers and mine and more']);
});

it('has own words on the disk also when they had to wait for writes under way', async () => {
  const page = await Page.open();
  const end = device.hold();
  for (const text of ['One', ' two', ' three', ' four', ' five']) page.write(text);
  const begun = device.durabilities.length;
  for (let write = 0; write < begun; write += 1) end('stored');
  await eventually('the last is written', () => device.durabilities.length > begun);
  end('stored');
  await page.isWhole();
  expect(new Set(device.durabilities)).toEqual(new Set(['strict']));
});
