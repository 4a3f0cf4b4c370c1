/** Who may be on a socket, and what the door itself has to bear. The whole product, with real people. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';
import { eventually } from '#tests/support/eventually.ts';
import type { Visitor } from '#tests/support/http-world.ts';
import { fateOf, RawPeer } from '#tests/support/raw-peer.ts';
import { retained } from '#tests/support/retained.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: AccessWorld;
let place: Place;
let count = 0;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  place = await world.foreign();
  count += 1;
});

const address = (chapterId: string) =>
  `${world.http.url.replace('http', 'ws')}/sync/${chapterId}?ack=1`;

/** Somebody who edits Ghent's edition, and sits at its chapter with the cookie of their session. */
async function editorAtChapter() {
  const editor = await world.http.person(`editor${count}`);
  const { email } = editor;
  await world.http.product.people.giveOnEdition(place.ghent, { email, role: 'editor' });
  return { editor, peer: await atChapter(editor) };
}

async function atChapter({ headers }: Visitor, chapterId = place.ghentChapter): Promise<RawPeer> {
  const peer = new RawPeer(address(chapterId), { ...headers });
  await peer.join();
  return peer;
}

function words(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getXmlFragment('default').insert(0, [new Y.XmlText(text)]);
  return Y.encodeStateAsUpdate(doc);
}

describe('[W6] who loses', () => {
  const passwords = { currentPassword: 'correct horse battery', newPassword: 'another long one' };
  type Loss = (editor: Visitor) => Promise<unknown>;
  const people = () => world.http.product.people;
  const LOSSES: readonly (readonly [string, number, Loss])[] = [
    ['the session, signing out', 4401, (editor) => editor.send('POST', '/auth/sign-out')],
    [
      'the session, by a new password',
      4401,
      (editor) => editor.send('POST', '/auth/change-password', { body: passwords }),
    ],
    ['every session, through the operator', 4401, (editor) => people().endCredentials(editor.id)],
    ['the account', 4401, (editor) => world.http.owner.send('DELETE', `/api/people/${editor.id}`)],
    [
      'the role',
      4403,
      ({ email }) =>
        world.http.owner.send('PUT', `/api/editions/${place.ghent}/members`, {
          body: { email, role: null },
        }),
    ],
    [
      'the chapter',
      4404,
      () => world.http.owner.send('DELETE', `/api/chapters/${place.ghentChapter}`),
    ],
    [
      'the handbook',
      4404,
      () => world.http.owner.send('DELETE', `/api/handbooks/${place.handbook}`),
    ],
  ];

  it.each(LOSSES)(
    '%s is sent away within two seconds and hears nothing more',
    async (_, code, lose) => {
      const { editor, peer } = await editorAtChapter();
      const owner = await atChapter(world.http.owner);
      const at = performance.now();
      await lose(editor);
      const heard = peer.frames.length;
      owner.send({ kind: 'update', update: words('not for everyone') });
      expect(await peer.closed).toBe(code);
      expect(performance.now() - at).toBeLessThan(2_000);
      expect(peer.frames.slice(heard).filter(({ kind }) => kind === 'update')).toEqual([]);
      const again = new RawPeer(address(place.ghentChapter), {
        ...{ cookie: editor.cookie, origin: world.http.url },
      });
      expect([4401, 4404]).toContain(await again.closed);
      expect(again.frames).toEqual([]);
      owner.cut();
    },
  );

  it('the right to write goes on reading, and writes nothing', async () => {
    const { editor, peer } = await editorAtChapter();
    const body = { email: editor.email, role: 'reader' };
    await world.http.owner.send('PUT', `/api/editions/${place.ghent}/members`, { body });
    const before = (await world.http.product.sync.read(place.ghentChapter)).blocks;
    peer.send({ kind: 'update', update: words('not allowed any more') });
    await eventually('it is refused', () =>
      peer.of('denied').some(({ reason }) => reason.startsWith('read-only')),
    );
    expect((await world.http.product.sync.read(place.ghentChapter)).blocks).toEqual(before);
    const owner = await atChapter(world.http.owner);
    const heard = peer.of('update').length;
    owner.send({ kind: 'update', update: words('still heard') });
    await eventually('the reader hears it', () => peer.of('update').length > heard);
    expect(peer.closeCode).toBeUndefined();
    for (const one of [peer, owner]) one.cut();
  });
});

/** Somebody with a role on the handbook, perhaps also on Ghent's edition, at a chapter of each. */
async function atBoth(onHandbook: 'steward' | 'reader', onGhent?: 'editor') {
  const { product } = world.http;
  const person = await world.http.person(`parent${count}`);
  const { email } = person;
  await product.people.giveOnHandbook(place.handbook, { email, role: onHandbook });
  if (onGhent) await product.people.giveOnEdition(place.ghent, { email, role: onGhent });
  const core = await atChapter(person, place.coreChapter);
  const ghent = await atChapter(person, place.ghentChapter);
  const change = (role: 'reader' | null) =>
    world.http.owner.send('PUT', `/api/handbooks/${place.handbook}/members`, {
      body: { email, role },
    });
  return { core, ghent, change };
}

describe('[W7] whose role on the handbook', () => {
  it('ends is sent away from each chapter below it within two seconds, and hears nothing more', async () => {
    const { core, ghent, change } = await atBoth('steward');
    const owners = await Promise.all([
      atChapter(world.http.owner, place.coreChapter),
      atChapter(world.http.owner),
    ]);
    const at = performance.now();
    expect((await change(null)).status).toBe(200);
    const heard = [core, ghent].map(({ frames }) => frames.length);
    for (const owner of owners) owner.send({ kind: 'update', update: words('not for everyone') });
    expect(await Promise.all([core.closed, ghent.closed])).toEqual([4403, 4403]);
    expect(performance.now() - at).toBeLessThan(2_000);
    for (const [index, { frames }] of [core, ghent].entries())
      expect(frames.slice(heard[index]).filter(({ kind }) => kind === 'update')).toEqual([]);
    for (const owner of owners) owner.cut();
  });

  it('is lowered goes on reading each chapter below it, and writes in none', async () => {
    const { core, ghent, change } = await atBoth('steward');
    expect((await change('reader')).status).toBe(200);
    for (const peer of [core, ghent]) {
      peer.send({ kind: 'update', update: words('not allowed any more') });
      await eventually('it is refused', () =>
        peer.of('denied').some(({ reason }) => reason.startsWith('read-only')),
      );
      expect(peer.closeCode).toBeUndefined();
      expect(peer.acknowledged).toBe(0);
      peer.cut();
    }
  });

  it('ends keeps what a role on an edition gives', async () => {
    const { core, ghent, change } = await atBoth('steward', 'editor');
    expect((await change(null)).status).toBe(200);
    core.send({ kind: 'update', update: words('not allowed any more') });
    await core.hears('denied');
    ghent.send({ kind: 'update', update: words('still allowed') });
    await eventually('it is taken', () => ghent.acknowledged === 1);
    expect([core.closeCode, ghent.closeCode]).toEqual([undefined, undefined]);
    for (const peer of [core, ghent]) peer.cut();
  });
});

/** A room takes several times as much; what garbage collection leaves to chance takes less. */
const BYTES_A_NAME = 800;

describe('[W4] a room', () => {
  it('is made by no name that is not a chapter’s', async () => {
    const { url, owner, product } = world.http;
    const stored = async () => {
      const tables = ['chapter', 'chapter_snapshot'] as const;
      const counts = tables.map((table) =>
        product.database.db.selectFrom(table).selectAll().execute(),
      );
      return (await Promise.all(counts)).map(({ length }) => length);
    };
    const before = await stored();
    const own = place.ghentChapter;
    const odd = [
      ...[
        '',
        '.',
        '..',
        '../sync',
        '%2e%2e',
        '%2f',
        '%00',
        '%',
        `${own}%00`,
        `${own}/`,
        `${own}/x`,
      ],
      ...[`/${own}`, `${own};x`, `${own}%20`, own.toUpperCase(), 'x'.repeat(8_000), '%F0%9F%98%80'],
      ...[
        '%D1%81hapter',
        '__proto__',
        'constructor',
        'null',
        place.ghent,
        place.handbook,
        owner.id,
      ],
    ];
    const random = Array.from({ length: 500 }, (_, index) =>
      index % 2
        ? randomBytes(8).toString('hex')
        : encodeURIComponent(randomBytes(9).toString('latin1')),
    );
    for (const name of [...odd, ...random]) {
      const headers = { cookie: owner.cookie, origin: url };
      const fate = await fateOf(`${url.replace('http', 'ws')}/sync/${name}`, headers);
      expect([400, 404, 4404], `${name.slice(0, 80)}: ${fate}`).toContain(fate);
    }
    expect(await stored()).toEqual(before);
  });

  it('leaves nothing in memory of thousands of names that are nobody’s', async () => {
    const headers = { ...world.http.owner.headers };
    const guess = async (names: number) => {
      for (let name = 0; name < names; name += 10)
        await Promise.all(
          Array.from({ length: 10 }, async () => {
            const id = randomBytes(8).toString('hex');
            expect(await fateOf(address(id), headers)).toBe(4404);
          }),
        );
      return (await retained()).heapBytes;
    };
    // The first ones are for what the machine compiles and keeps once.
    const before = await guess(1_500);
    const after = await guess(2_000);
    expect((after - before) / 2_000).toBeLessThan(BYTES_A_NAME);
  });
});

describe('[W5] a socket with a valid cookie', () => {
  it('is for pages of our own origin alone', async () => {
    const { url, owner } = world.http;
    const { host, port } = new URL(url);
    const origins = [
      ...['null', '', 'https://evil.example', `https://${host}`, `http://localhost:${port}`],
      ...[`http://evil.${host}`, `${url}.evil.example`, `http://evil.example@${host}`, `${url}/`],
      ...[`${url}:1`, 'http://127.0.0.1', `http://127.0.0.1:${Number(port) + 1}`, `${url}#`],
      ...['file://', 'chrome-extension://x', `${url}, ${url}`, url.toUpperCase()],
    ];
    for (const origin of origins) {
      const fate = await fateOf(address(place.ghentChapter), { cookie: owner.cookie, origin });
      expect({ origin, fate }).toEqual({ origin, fate: 403 });
    }
    expect(await fateOf(address(place.ghentChapter), { cookie: owner.cookie })).toBe(403);
  });
});

describe('[W13] the door', () => {
  const headers = () => ({ cookie: world.http.owner.cookie, origin: world.http.url });

  it('agrees to no compression', async () => {
    const peer = new RawPeer(address(place.ghentChapter), headers());
    await peer.opened;
    expect(peer.socket.extensions).toBe('');
    peer.cut();
  });

  it('bears a message in 100,000 pieces', async () => {
    const peer = new RawPeer(address(place.ghentChapter), headers());
    await peer.opened;
    const before = process.memoryUsage().rss;
    for (let piece = 0; piece < 100_000 && peer.closeCode === undefined; piece += 1) {
      peer.socket.send(new Uint8Array([0]), { fin: false });
      if (piece % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await peer.closed).toBe(1008);
    // Others come in as ever.
    const other = await atChapter(world.http.owner);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 << 20);
    for (const one of [peer, other]) one.cut();
  });

  it('refuses a request with headers without end, and answers the next', async () => {
    const { port } = new URL(world.http.url);
    const socket = connect(Number(port), '127.0.0.1');
    const answered = new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(bytes.toString()));
      socket.once('error', () => resolve('reset'));
      socket.once('close', () => resolve('closed'));
    });
    socket.write(`GET /sync/${place.ghentChapter} HTTP/1.1\r\nHost: x\r\n`);
    for (let index = 0; index < 20_000; index += 1) socket.write(`x-${index}: y\r\n`);
    socket.write('\r\n');
    expect(await answered).toMatch(/^HTTP\/1\.1 (?:403|431)|reset|closed/);
    socket.destroy();
    const other = await atChapter(world.http.owner);
    other.cut();
  });
});
