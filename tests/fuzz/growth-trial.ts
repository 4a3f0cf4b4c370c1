/**
 * The whole product under what people and strangers do all day, again and again. At the end of each
 * day they are gone, and so is everything that was held for them: what the process holds once all
 * garbage is collected, its connections, and the rows of the log are measured and must not grow.
 */
import * as Y from 'yjs';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';
import { eventually } from '#tests/support/eventually.ts';
import { fateOf, RawPeer } from '#tests/support/raw-peer.ts';
import { type Retained, retained } from '#tests/support/retained.ts';

export interface GrowthTrial {
  /** So many go by before the first measure, and at least so many between the two. */
  readonly days: number;
  /** How long it goes on between the two, at least. */
  readonly minutes: number;
  readonly log: (line: string) => void;
}

/** What there is at night, when nobody is. */
export interface Holding extends Retained {
  /** Rows of the chapter's log that no snapshot has taken in yet. */
  readonly rowCount: number;
  /** What a client is sent of the chapter. */
  readonly textBytes: number;
}

export interface Growth {
  readonly before: Holding;
  readonly after: Holding;
  /** Between the two. */
  readonly dayCount: number;
}

const MINUTE_MS = 60_000;
const WORDS_A_DAY = 20;
const GUESSES_A_DAY = 3;

/** Lives through some days, measures, goes on, and measures again. */
export async function runGrowthTrial({ days, minutes, log }: GrowthTrial): Promise<Growth> {
  const world = await openAccessWorld();
  try {
    const place = await world.place();
    const live = async () => {
      await workTogether(world, place);
      await lookAround(world, place);
      await tryInVain(world, place);
      await sleep(world, place);
    };
    for (let day = 0; day < days; day += 1) await live();
    const before = await holding(world, place);
    log(`growth: after ${days} days ${JSON.stringify(before)}`);
    const until = Date.now() + minutes * MINUTE_MS;
    let dayCount = 0;
    for (; dayCount < days || Date.now() < until; dayCount += 1) await live();
    const after = await holding(world, place);
    log(`growth: after ${dayCount} more ${JSON.stringify(after)}`);
    return { before, after, dayCount };
  } finally {
    await world.close();
  }
}

const socketUrl = ({ http }: AccessWorld, chapterId: string) =>
  `${http.url.replace('http', 'ws')}/sync/${chapterId}?ack=1`;

/** An editor writes words and deletes them, as fast as they are taken; a reader tries to write, too. */
async function workTogether(world: AccessWorld, place: Place): Promise<void> {
  const come = (who: 'editor' | 'reader') =>
    new RawPeer(socketUrl(world, place.ghentChapter), { ...world.as[who].headers });
  const [editor, reader] = [come('editor'), come('reader')];
  const [doc] = await Promise.all([editor.join(), reader.join()]);
  doc.on('update', (update: Uint8Array) => editor.send({ kind: 'update', update }));
  const words = new Y.XmlText();
  const fragment = doc.getXmlFragment('default');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [words]);
  fragment.insert(fragment.length, [paragraph]);
  for (let word = 0; word < WORDS_A_DAY; word += 1) {
    words.insert(words.length, `word ${word} `);
    words.delete(0, 3);
  }
  fragment.delete(fragment.length - 1, 1);
  await eventually('all is on disk', () => editor.acknowledged === 2 * WORDS_A_DAY + 2);
  reader.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc) });
  await eventually('the reader is refused', () => reader.of('denied').length > 1);
  editor.cut();
  reader.socket.close();
  await Promise.all([editor.closed, reader.closed]);
}

/** People read pages. */
async function lookAround(world: AccessWorld, place: Place): Promise<void> {
  const { handbook, ghent, ghentChapter } = place;
  const paths = [`/api/handbooks/${handbook}`, `/api/editions/${ghent}`, '/healthz', '/'];
  for (const path of [...paths, `/api/chapters/${ghentChapter}/markdown`])
    await expectStatus(world, 'editor', path, 200);
}

/** Strangers guess, and programs send what nobody reads. */
async function tryInVain(world: AccessWorld, place: Place): Promise<void> {
  await expectStatus(world, 'stranger', `/api/chapters/${place.ghentChapter}`, 404);
  await expectStatus(world, 'nobody', `/api/chapters/${place.ghentChapter}`, 401);
  const stranger = { ...world.as.stranger.headers };
  for (let guess = 0; guess < GUESSES_A_DAY; guess += 1)
    await expectFate(world, `guess${guess}`, { ...stranger, origin: 'https://evil.example' }, 403);
  await expectFate(world, place.ghentChapter, stranger, 4404);
  await expectFate(world, place.ghentChapter, { authorization: 'Bearer nonsense' }, 4401);
  const program = new RawPeer(socketUrl(world, place.ghentChapter), {
    ...world.as.program.headers,
  });
  await program.join();
  program.send(new Uint8Array([42, 1, 2, 3]));
  await program.closed;
}

async function expectStatus(
  world: AccessWorld,
  who: 'editor' | 'stranger' | 'nobody',
  path: string,
  wanted: number,
): Promise<void> {
  const { status } = await world.as[who].send('GET', path);
  if (status !== wanted) throw new Error(`${who} gets ${status} for ${path}, not ${wanted}.`);
}

async function expectFate(
  world: AccessWorld,
  chapterId: string,
  headers: Record<string, string>,
  wanted: number,
): Promise<void> {
  const fate = await fateOf(socketUrl(world, chapterId), headers);
  if (fate !== wanted)
    throw new Error(`A socket to ${chapterId} ends with ${fate}, not ${wanted}.`);
}

/** Nobody is there for a while: chapters settle, and their rooms are unloaded. */
async function sleep({ http }: AccessWorld, { ghentChapter }: Place): Promise<void> {
  await http.product.sync.settle([ghentChapter]);
  http.clock.pass(10 * MINUTE_MS);
  http.product.sync.tick();
}

async function holding(world: AccessWorld, place: Place): Promise<Holding> {
  const { http } = world;
  const rows = await http.product.database.db
    .selectFrom('chapter_update')
    .select('sequence')
    .where('chapter_id', '=', place.ghentChapter)
    .execute();
  const peer = new RawPeer(socketUrl(world, place.ghentChapter), { ...http.owner.headers });
  const text = Y.encodeStateAsUpdate(await peer.join());
  peer.cut();
  await peer.closed;
  await sleep(world, place);
  return { ...(await retained()), rowCount: rows.length, textBytes: text.length };
}
