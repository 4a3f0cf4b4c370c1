/** [W1] [W2] Who gets a socket to which chapter, and what comes of writing there. The whole product. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { PRINCIPALS, type Principal } from '#tests/journey/access-matrix.ts';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraphsOf } from '#tests/support/paragraphs.ts';
import { fateOf, RawPeer } from '#tests/support/raw-peer.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** `writes`, `reads`, or the code that closes the socket before a word is sent. */
type Fate = 'writes' | 'reads' | 4401 | 4404;

/** Written by hand, as the matrix of the routes is; the product's own table is not looked at. */
const FATES: Readonly<Record<'coreChapter' | 'ghentChapter', Readonly<Record<Principal, Fate>>>> = {
  coreChapter: {
    nobody: 4401,
    stranger: 4404,
    reader: 'reads',
    editor: 'reads',
    editorElsewhere: 'reads',
    maintainer: 'reads',
    handbookReader: 'reads',
    handbookEditor: 'writes',
    handbookMaintainer: 'writes',
    steward: 'writes',
    owner: 'writes',
    program: 'reads',
  },
  ghentChapter: {
    nobody: 4401,
    stranger: 4404,
    reader: 'reads',
    editor: 'writes',
    editorElsewhere: 4404,
    maintainer: 'writes',
    handbookReader: 'reads',
    handbookEditor: 'writes',
    handbookMaintainer: 'writes',
    steward: 'reads',
    owner: 'writes',
    program: 'writes',
  },
};

let world: AccessWorld;
let place: Place;
let foreign: Place;
beforeAll(async () => {
  world = await openAccessWorld();
  place = await world.place();
  foreign = await world.foreign();
});
afterAll(() => world.close());

const socketUrl = (path: string) => `${world.http.url.replace('http', 'ws')}${path}`;
/** Whoever came in the test at hand. */
const peers: RawPeer[] = [];
afterEach(() => {
  for (const peer of peers.splice(0)) peer.cut();
});

function come(principal: Principal, chapterId: string): RawPeer {
  const { headers } = world.as[principal];
  const peer = new RawPeer(socketUrl(`/sync/${chapterId}?ack=1`), { ...headers });
  peers.push(peer);
  return peer;
}

/** What stands in a chapter's log, byte for byte. */
async function logOf(chapterId: Place['coreChapter']): Promise<string> {
  const rows = await world.http.product.database.db
    .selectFrom('chapter_update')
    .select('bytes')
    .where('chapter_id', '=', chapterId)
    .orderBy('sequence')
    .execute();
  return rows.map(({ bytes }) => Buffer.from(bytes).toString('hex')).join('\n');
}

/** Every way of bringing words to a chapter, each with words of its own. */
function smuggled(doc: Y.Doc): readonly ((peer: RawPeer) => void)[] {
  const words = (text: string): Uint8Array => {
    const own = new Y.Doc();
    own.getXmlFragment('default').insert(0, [new Y.XmlText(text)]);
    return Y.encodeStateAsUpdate(own);
  };
  return [
    (peer) => peer.send({ kind: 'update', update: words('an update') }),
    (peer) => peer.send({ kind: 'step2', update: words('a step 2') }),
    (peer) => {
      peer.send({ kind: 'step1', stateVector: Y.encodeStateVector(doc) });
      peer.send({ kind: 'step2', update: words('behind a step 1') });
      peer.send({ kind: 'update', update: words('behind both') });
    },
  ];
}

const cells = Object.entries(FATES).flatMap(([target, row]) =>
  PRINCIPALS.map((principal) => [principal, target as keyof typeof FATES, row[principal]] as const),
);

describe('[W1] [W2] a socket', () => {
  it.each(cells)('of the %s to the %s: %s', async (principal, target, fate) => {
    const chapterId = place[target];
    const peer = come(principal, chapterId);
    if (typeof fate === 'number') {
      expect(await peer.closed).toBe(fate);
      expect(peer.frames).toEqual([]);
      return;
    }
    const doc = await peer.join();
    const witness = come('owner', chapterId);
    const text = await witness.join();
    const before = await logOf(chapterId);
    const heard = witness.of('update').length;
    if (fate === 'writes') {
      const own = Y.encodeStateVector(doc);
      doc.getXmlFragment('default').insert(0, [new Y.XmlElement('horizontalRule')]);
      peer.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc, own) });
      await eventually('the witness hears it', () => witness.of('update').length > heard);
      await eventually('it is acknowledged', () => peer.acknowledged === 1);
      expect(await logOf(chapterId)).not.toBe(before);
    } else {
      for (const send of smuggled(doc)) {
        send(peer);
        await peer.join();
      }
      // Four writes, and five joins, each of which tells a reader so.
      expect(peer.of('denied')).toHaveLength(9);
      for (const { reason } of peer.of('denied')) expect(reason).toMatch(/^read-only/);
      expect(witness.of('update')).toHaveLength(heard);
      expect(paragraphsOf(await witness.join())).toEqual(paragraphsOf(text));
      expect(await logOf(chapterId)).toBe(before);
    }
  });

  it.each(PRINCIPALS)(
    'of the %s to what is not there, or not theirs, tells nothing',
    async (who) => {
      const gone = [place.deletedCoreChapter, place.deletedGhentChapter, 'zzzzzzzzzzzzzzzz'];
      const others = who === 'owner' ? [] : [foreign.coreChapter, foreign.ghentChapter];
      for (const chapterId of [...gone, ...others, place.ghent, place.handbook]) {
        const peer = come(who, chapterId);
        expect(await peer.closed).toBe(who === 'nobody' ? 4401 : 4404);
        expect(peer.frames).toEqual([]);
      }
    },
  );

  it.each(PRINCIPALS)('of the %s is to be had under no other address', async (who) => {
    const { ghentChapter } = place;
    const paths = ['/', '/sync', '/sync/', '/api', '/auth', '/exports', `/${ghentChapter}`];
    const nested = ['/sync/x/y', `/SYNC/${ghentChapter}`, `/api/sync/${ghentChapter}`];
    for (const path of [...paths, ...nested, `//sync/${ghentChapter}`, '/sync/../healthz']) {
      const fate = await fateOf(socketUrl(path), { ...world.as[who].headers });
      expect({ path, fate }).toEqual({ path, fate: 404 });
    }
  });
});
