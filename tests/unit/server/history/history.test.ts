import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHistory, type History } from '#server/history/history.ts';
import type { Sync } from '#server/sync/sync.ts';
import { type Block, blocksOf, plainText, sanitize, withIds } from '#shared/content/content.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { actorNamed } from '#tests/support/sync-people.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';
import { countedIds } from '../../shared/content/arbitrary-chapter.ts';

const QUIET_MS = 20_000;
const ADA = actorNamed('ada');
const BEN = actorNamed('ben');

let world: SyncWorld;
let history: History;

/** `over` stands between the rooms and history: to do something at a certain moment. */
async function open(blocks: readonly Block[], over = (sync: Sync): Sync => sync): Promise<void> {
  world = await SyncWorld.open({ blocks, limits: { quiet: QUIET_MS } });
  const { database, clock, sync } = world;
  const made = createHistory({ db: database.db, clock, sync: over(sync) });
  sync.on('settled', (settled) => made.settled(settled));
  history = made;
}

/** Somebody rewrites the chapter at once. */
async function write(actor: typeof ADA, ...blocks: Block[]): Promise<void> {
  await world.sync.edit(CHAPTER, { author: actor, reason: 'api' }, () => blocks);
}

async function settle(): Promise<void> {
  await world.sync.settle([CHAPTER]);
}

/** The list as `number reason "name" by authors`, newest first. */
async function told(): Promise<string[]> {
  const { results } = await history.list(CHAPTER, {});
  return results.map(({ number, reason, name, authors }) =>
    [number, reason, name && `"${name}"`, authors.map((author) => author.name).join('+')]
      .filter((part) => part !== '')
      .join(' '),
  );
}

async function textAt(number: number): Promise<string[]> {
  return (await history.readAt(CHAPTER, number)).map(({ json }) => plainText(json));
}

beforeEach(() => open([paragraph('a', 'One'), paragraph('b', 'Two')]));
afterEach(() => world.close());

describe('history', () => {
  it('[HI1] leaves every revision as it was, whatever comes later', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    const first = await history.read(CHAPTER, 1);
    await write(BEN, paragraph('b', 'Two, rewritten'));
    await settle();
    await history.restore(CHAPTER, 1, { actor: ADA });
    expect(await history.read(CHAPTER, 1)).toEqual(first);
    expect(await history.name(CHAPTER, 1, 'renamed')).toMatchObject({
      name: 'renamed',
      at: first.at,
    });
  });

  it('[HI12] begins a list with what was written a moment ago', async () => {
    await write(ADA, paragraph('a', 'One, just now'));
    expect(await told()).toEqual([]);
    const { results } = await history.listNow(CHAPTER, { limit: 1 });
    expect(results).toMatchObject([{ number: 1, authors: [{ name: 'ada' }] }]);
    expect(await textAt(1)).toEqual(['One, just now']);
    await write(BEN, paragraph('a', 'One, later'));
    await history.listNow(CHAPTER, { cursor: '1' });
    expect(await told()).toEqual(['1 writing ada']);
  });

  it('[HI2] keeps a revision when a chapter settles, and only if it changed', async () => {
    await settle();
    await write(ADA, paragraph('a', 'One!'), paragraph('b', 'Two'));
    await settle();
    await settle();
    await write(ADA, paragraph('a', 'One?'), paragraph('b', 'Two'));
    await write(ADA, paragraph('a', 'One!'), paragraph('b', 'Two'));
    await settle();
    await write(ADA, paragraph('b', 'Two'), paragraph('a', 'One!'));
    await settle();
    expect(await told()).toEqual(['2 writing ada', '1 writing ada']);
    expect(await textAt(2)).toEqual(['Two', 'One!']);
  });

  it('[HI2] keeps revisions by itself, after a pause', async () => {
    await world.connect('cleo').synced();
    await write(ADA, paragraph('a', 'One, two'));
    world.sync.tick();
    const kept = new Promise<void>((resolve) => void world.sync.on('settled', () => resolve()));
    expect(await told()).toEqual([]);
    world.clock.advance(QUIET_MS);
    world.sync.tick();
    await kept;
    expect(await told()).toEqual(['1 writing ada']);
    expect(await textAt(1)).toEqual(['One, two']);
  });

  it('[HI3] stores one more revision of 300 blocks with one changed block in less than 3 KB', async () => {
    await world.close();
    const text = 'A paragraph as people write them, with some forty words in it. '.repeat(4);
    const chapter = (changed: number) =>
      Array.from({ length: 300 }, (_, at) =>
        paragraph(`p${at}`, `${at} ${text}${at < changed ? `changed ${changed}` : ''}`),
      );
    await open(chapter(0));
    const { db } = world.database;
    const size = async () => {
      const { rows } = await sql<{ page_count: number; page_size: number }>`
        select page_count, page_size from pragma_page_count, pragma_page_size`.execute(db);
      return (rows[0]?.page_count ?? 0) * (rows[0]?.page_size ?? 0);
    };
    await history.checkpoint(CHAPTER, { reason: 'writing' });
    const record = async (changed: number) => {
      const authorsSince = () => [];
      const blocks = chapter(0).map((block, at) =>
        at === changed ? (chapter(300)[at] ?? block) : block,
      );
      await history.settled({ chapterId: CHAPTER, sequence: changed, blocks, authorsSince });
    };
    for (let changed = 0; changed < 20; changed++) await record(changed);
    const before = await size();
    for (let changed = 20; changed < 120; changed++) await record(changed);
    expect((await told())[0]).toBe('121 writing');
    expect(((await size()) - before) / 100).toBeLessThan(3 * 1024);
    const contents = await db.selectFrom('block').select('hash').execute();
    expect(contents).toHaveLength(300 + 120);
  });

  it('[HI4] names exactly those who wrote since the revision before', async () => {
    await write(ADA, paragraph('a', 'One, Ada'), paragraph('b', 'Two'));
    await write(BEN, paragraph('a', 'One, Ada'), paragraph('b', 'Two, Ben'));
    await settle();
    await write(BEN, paragraph('a', 'One, Ben'), paragraph('b', 'Two, Ben'));
    await settle();
    expect(await told()).toEqual(['2 writing ben', '1 writing ada+ben']);
  });

  it('[HI4] names whoever wrote while a revision was being kept in the next one', async () => {
    await Promise.all([
      write(ADA, paragraph('a', 'One, Ada'), paragraph('b', 'Two')),
      settle(),
      write(BEN, paragraph('a', 'One, Ada'), paragraph('b', 'Two, Ben')),
      write(ADA, paragraph('a', 'One, Ada!'), paragraph('b', 'Two, Ben')),
    ]);
    await settle();
    expect(await told()).toEqual(['2 writing ada+ben', '1 writing ada']);
    expect(await textAt(1)).toEqual(['One, Ada', 'Two']);
  });

  it('[HI4] begins with whoever seeded the chapter', async () => {
    const { db } = world.database;
    const blocks = [paragraph('a', 'One'), paragraph('b', 'Two')];
    await history.begin(db, { chapterId: CHAPTER, blocks, author: BEN });
    await settle();
    expect(await told()).toEqual(['1 seed ben']);
  });

  it('[HI5] names the text as it stands', async () => {
    const first = await history.checkpoint(CHAPTER, { reason: 'named', name: 'For the printer' });
    expect(first).toMatchObject({ number: 1, name: 'For the printer', wordCount: 2 });
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'For the printer' });
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'For Ghent' });
    await write(ADA, paragraph('a', 'Three'));
    await settle();
    await write(ADA, paragraph('a', 'Four'));
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'Four words' });
    await history.name(CHAPTER, 3, 'Draft');
    expect(await told()).toEqual([
      '4 named "Four words" ada',
      '3 writing "Draft" ada',
      '2 named "For Ghent"',
      '1 named "For the printer"',
    ]);
    expect(await textAt(2)).toEqual(['One', 'Two']);
    expect(await textAt(4)).toEqual(['Four']);
  });

  it('[HI5] lets every name stand that is given at once, each on a version of its own', async () => {
    const keep = (name: string) => history.checkpoint(CHAPTER, { reason: 'named', name });
    await write(ADA, paragraph('a', 'One, just now'));
    const acknowledged = [
      ...(await Promise.all(['k1', 'k2', 'k3', 'k4'].map(keep))),
      ...(await Promise.all(['k5', 'k4', 'k6'].map(keep))),
    ].toSorted((one, other) => other.number - one.number);
    expect(acknowledged.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect((await history.list(CHAPTER, {})).results).toEqual(acknowledged);
    expect((await told()).at(-1)).toMatch(/^1 named "k." ada$/);
    expect(await textAt(7)).toEqual(['One, just now']);
  });

  it('[HI6] keeps the text before a restore and after it', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('b', 'Two, not yet settled'));
    const restored = await history.restore(CHAPTER, 1, { actor: ADA });
    expect(restored).toMatchObject({ number: 3, reason: 'restore' });
    expect(await told()).toEqual(['3 restore ada', '2 before-restore ben', '1 named "first"']);
    expect(await textAt(2)).toEqual(['Two, not yet settled']);
    expect(await textAt(3)).toEqual(['One', 'Two']);
    expect(await world.read()).toEqual(['One', 'Two']);
  });

  it('[HI6] keeps one text before a restore, however much is written meanwhile', async () => {
    const writing: Promise<unknown>[] = [];
    await world.close();
    const more = (blocks: readonly Block[]) => [...blocks, paragraph(`m${writing.length}`, 'More')];
    await open([paragraph('a', 'One'), paragraph('b', 'Two')], (sync) => ({
      ...sync,
      settle: async (chapterIds) => {
        await sync.settle(chapterIds);
        writing.push(sync.edit(CHAPTER, { author: BEN, reason: 'api' }, more));
      },
    }));
    await world.sync.settle([CHAPTER]);
    const first = { ...(await world.sync.read(CHAPTER)), authorsSince: () => [] };
    await history.settled({ chapterId: CHAPTER, ...first });
    await write(BEN, paragraph('a', 'Uno'), paragraph('b', 'Two'));
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    await Promise.all(writing);
    const reasons = (await told()).map((line) => line.split(' ')[1]);
    expect(reasons).toEqual(['restore', 'before-restore', 'writing']);
    expect(await textAt(before)).toEqual(['Uno', 'Two']);
    // What was written meanwhile was taken behind the restore.
    expect(await world.read()).toEqual(['One', 'Two', 'More', 'More']);
  });

  it('[HI6] keeps a restore as one, whoever settles the chapter meanwhile', async () => {
    await world.close();
    await open([paragraph('a', 'One'), paragraph('b', 'Two')], (sync) => ({
      ...sync,
      editStill: async (...change) => {
        const edited = await sync.editStill(...change);
        await sync.settle([CHAPTER]);
        return edited;
      },
    }));
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('a', 'Uno'), paragraph('b', 'Due'));
    const restored = await history.restore(CHAPTER, 1, { actor: ADA });
    expect(restored).toMatchObject({ number: 3, reason: 'restore', changed: true });
    const again = await history.restore(CHAPTER, 1, { actor: BEN });
    expect(again).toMatchObject({ number: 3, changed: false });
  });

  it('[HI6] keeps two restores at once one behind the other, each for its reason', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('a', 'Uno'), paragraph('b', 'Due'));
    await settle();
    await write(BEN, paragraph('a', 'Ein'), paragraph('b', 'Zwei'));
    const [first, , second] = await Promise.all([
      history.restore(CHAPTER, 1, { actor: ADA }),
      history.checkpoint(CHAPTER, { reason: 'named', name: 'by then' }),
      history.restore(CHAPTER, 2, { actor: BEN }),
    ]);
    expect([first, second].map(({ changed }) => changed)).toEqual([true, true]);
    const kept = (await told()).map((line) => line.replace(' "by then"', ''));
    expect(kept.slice(0, 2)).toEqual(['5 restore ben', '4 restore ada']);
  });

  it('[HI14] restores nothing over words that no revision holds', async () => {
    const { database, clock, sync } = world;
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('a', 'One'), paragraph('b', 'Two, and more'));
    // As when the disk takes nothing.
    const settle = async (): Promise<void> => undefined;
    const made = createHistory({ db: database.db, clock, sync: { ...sync, settle } });
    await expect(made.restore(CHAPTER, 1, { actor: ADA })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await world.read()).toEqual(['One', 'Two, and more']);
  });

  it('[HI7] restores as an edit that others see while they type, and that leaves their words', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('a', 'One is changed'), paragraph('b', 'Two'));
    const peer = await world.connect('cleo').synced();
    peer.disconnect();
    peer.type(' and Cleo', 1);
    await history.restore(CHAPTER, 1, { actor: ADA });
    peer.connect();
    await peer.reads('One', 'Two and Cleo');
    // Nobody else sees a word that is not on disk.
    await world.connect('dov').reads('One', 'Two and Cleo');
    expect(await world.read()).toEqual(['One', 'Two and Cleo']);
  });

  it('[HI8] restores some blocks, and leaves the others', async () => {
    await write(
      ADA,
      paragraph('a', 'One'),
      paragraph('b', 'Two'),
      paragraph('c', 'Three'),
      paragraph('d', 'Four'),
    );
    await settle();
    await write(BEN, paragraph('d', 'Four!'), paragraph('n', 'New'), paragraph('a', 'One!'));
    await history.restore(CHAPTER, 1, { actor: ADA, blocks: ['c', 'd', 'n'] as BlockId[] });
    expect(await world.read()).toEqual(['Four', 'One!', 'Three']);
    await history.restore(CHAPTER, 1, { actor: ADA, blocks: ['b'] as BlockId[] });
    expect(await world.read()).toEqual(['Four', 'One!', 'Two', 'Three']);
  });

  it('[HI13] takes back a restore, and nothing that was typed since', async () => {
    const text = (...words: string[]) =>
      words.map((word, at) => paragraph('abcdef'[at] ?? '', word));
    await write(ADA, ...text('One', 'Two', 'Three', 'Four'), paragraph('x', 'Gone later'));
    await settle();
    await write(ADA, ...text('Uno', 'Due', 'Tre', 'Four'), paragraph('n', 'New'));
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    expect(await world.read()).toEqual(['One', 'Two', 'Three', 'Four', 'Gone later']);

    const ben = await world.connect('ben').synced();
    ben.type(' and Ben', 1);
    ben.type('!', 3);
    // Who else reads it reads what is on disk.
    const cleo = await world.connect('cleo').synced();
    await cleo.reads('One', 'Two and Ben', 'Three', 'Four!', 'Gone later');
    const undone = await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(undone).toMatchObject({ reason: 'restore', stayedCount: 1 });
    await ben.reads('Uno', 'Two and Ben', 'Tre', 'Four!', 'New');
    expect(await textAt(undone.number)).toEqual(['Uno', 'Two and Ben', 'Tre', 'Four!', 'New']);
    expect((await told()).slice(0, 3)).toEqual([
      '5 restore ada',
      '4 before-restore ben',
      '3 restore ada',
    ]);
  });

  it('[HI13] takes back the restore of some blocks', async () => {
    await history.checkpoint(CHAPTER, { reason: 'writing' });
    await write(BEN, paragraph('a', 'Uno'), paragraph('b', 'Due'));
    const blocks = ['b'] as BlockId[];
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA, blocks });
    await write(BEN, paragraph('a', 'Ein'), paragraph('b', 'Two'));
    const undone = await history.undoRestore(CHAPTER, 1, { actor: ADA, before, blocks });
    expect(await world.read()).toEqual(['Ein', 'Due']);
    expect(undone.stayedCount).toBe(0);
  });

  it('[HI13] leaves what was typed between a restore and its revision', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('a', 'Uno'), paragraph('b', 'Due'));
    const { database, clock, sync } = world;
    const editStill: typeof sync.editStill = async (...change) => {
      const made = await sync.editStill(...change);
      await write(BEN, paragraph('a', 'One'), paragraph('b', 'Two, Ben'));
      return made;
    };
    const made = createHistory({ db: database.db, clock, sync: { ...sync, editStill } });
    const { before } = await made.restore(CHAPTER, 1, { actor: ADA });
    const undone = await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(await world.read()).toEqual(['Uno', 'Two, Ben']);
    expect(undone.stayedCount).toBe(1);
  });

  it('[HI13] takes a restore back once: what is taken out behind it stays out', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('a', 'One'), paragraph('n', 'New'), paragraph('b', 'Two'));
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(await world.read()).toEqual(['One', 'New', 'Two']);
    await write(BEN, paragraph('a', 'One'), paragraph('b', 'Two'));
    await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(await world.read()).toEqual(['One', 'Two']);
  });

  it('[HI13] takes a restore back once, though it was asked twice at once', async () => {
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, paragraph('b', 'Due'), paragraph('n', 'New'), paragraph('a', 'Uno'));
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    const undone = await Promise.all(
      [ADA, BEN].map((actor) => history.undoRestore(CHAPTER, 1, { actor, before })),
    );
    expect(await world.read()).toEqual(['Due', 'New', 'Uno']);
    expect(undone.map(({ number }) => number)).toEqual([4, 4]);
  });

  it('[HI13] leaves what somebody brought back and somebody else took out again', async () => {
    const [one, added, two] = [paragraph('a', 'One'), paragraph('n', 'New'), paragraph('b', 'Two')];
    await history.checkpoint(CHAPTER, { reason: 'named', name: 'first' });
    await write(BEN, one, added, two);
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    for (const blocks of [
      [one, added, two],
      [one, two],
    ]) {
      await write(BEN, ...blocks);
      await settle();
    }
    const undone = await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(await world.read()).toEqual(['One', 'Two']);
    expect(undone.stayedCount).toBe(1);
  });

  it('[HI13] brings the order back that a restore had changed', async () => {
    const blocks = ['One', 'Two', 'Three', 'Four'].map((word) => paragraph(word, word));
    await write(ADA, ...blocks);
    await settle();
    await write(ADA, ...blocks.toReversed());
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    expect(await world.read()).toEqual(['One', 'Two', 'Three', 'Four']);
    await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(await world.read()).toEqual(['Four', 'Three', 'Two', 'One']);
  });

  it('[HI13] brings the order back around what somebody moved since', async () => {
    const words = ['One', 'Two', 'Three', 'Four', 'Five'];
    const arrange = (...order: string[]) =>
      write(ADA, ...order.map((word) => paragraph(word, word)));
    await arrange(...words);
    await settle();
    await arrange('Four', 'One', 'Two', 'Three', 'Five');
    const { before } = await history.restore(CHAPTER, 1, { actor: ADA });
    expect(await world.read()).toEqual(words);
    await arrange('Five', 'One', 'Two', 'Three', 'Four');
    await history.undoRestore(CHAPTER, 1, { actor: ADA, before });
    expect(await world.read()).toEqual(['Five', 'Four', 'One', 'Two', 'Three']);
  });

  it('[HI9] gives consecutive numbers to what is asked for at once', async () => {
    const authorsSince = () => [];
    const settled = (sequence: number, text: string) =>
      history.settled({
        chapterId: CHAPTER,
        sequence,
        blocks: [paragraph('a', text)],
        authorsSince,
      });
    await Promise.all([settled(1, 'x'), settled(2, 'y'), settled(3, 'y'), settled(4, 'z')]);
    expect(await told()).toEqual(['3 writing', '2 writing', '1 writing']);
  });

  it('[HI10] reads back exactly what was written', async () => {
    const blocks = blocksOf(
      withIds(
        sanitize({
          content: [
            {
              type: 'heading',
              attrs: { level: 2 },
              content: [{ type: 'text', text: 'Buy', marks: [{ type: 'bold' }] }],
            },
            {
              type: 'orderedList',
              attrs: { start: 3 },
              content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }],
            },
            {
              type: 'table',
              content: [
                {
                  type: 'tableRow',
                  content: [
                    {
                      type: 'tableCell',
                      attrs: { colspan: 2 },
                      content: [{ type: 'horizontalRule' }],
                    },
                  ],
                },
              ],
            },
          ],
        }),
        countedIds(),
      ),
    );
    await write(ADA, ...blocks);
    await settle();
    expect(await history.readAt(CHAPTER, 1)).toEqual(blocks);
    const { blocks: listed, contents } = await history.read(CHAPTER, 1);
    expect(listed.map(({ id }) => id)).toEqual(blocks.map(({ id }) => id));
    expect(listed.map(({ hash }) => contents[hash]?.includes('"type"'))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('[HI11] knows nothing of what is not there', async () => {
    await history.checkpoint(CHAPTER, { reason: 'writing' });
    const nowhere = 'nowhere' as ChapterId;
    for (const ask of [
      () => history.read(CHAPTER, 2),
      () => history.readAt(nowhere, 1),
      () => history.name(CHAPTER, 7, 'x'),
      () => history.restore(CHAPTER, 9, { actor: ADA }),
      () => history.restore(CHAPTER, 1, { actor: ADA, blocks: ['nothing'] as BlockId[] }),
      () => history.undoRestore(CHAPTER, 1, { actor: ADA, before: 9 }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
    }
    const known = [1, 2].map((number) => history.has(CHAPTER, number));
    expect(await Promise.all([...known, history.has(nowhere, 1)])).toEqual([true, false, false]);
    expect((await history.list(nowhere, {})).results).toEqual([]);
  });

  it('lists in pages, newest first', async () => {
    for (const text of ['x', 'y', 'z']) {
      await write(ADA, paragraph('a', text));
      await settle();
    }
    const first = await history.list(CHAPTER, { limit: 2 });
    expect(first.results.map(({ number }) => number)).toEqual([3, 2]);
    const rest = await history.list(CHAPTER, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest).toMatchObject({ results: [{ number: 1 }], nextCursor: null });
    await expect(history.list(CHAPTER, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});
