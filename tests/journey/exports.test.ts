/** Exports of the built product: through a power cut, one after the other, and while people type. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addPerson, type Person } from '#scripts/lab/person.ts';
import { type Product, startProduct } from '#scripts/lab/product.ts';
import { readZip } from '#server/editions/read-zip.ts';
import { EXPORT_FORMATS } from '#shared/api/exports.ts';
import { download, exported, exportReaches } from '#tests/support/exporting.ts';
import { makeHandbook } from '#tests/support/handbook.ts';

let product: Product;
/** Products of this test; the first owns the data folder. */
let started: Product[];
beforeEach(async () => {
  started = [];
  product = await start();
});
afterEach(async () => {
  for (const one of started.reverse()) await one.stop();
});

async function start(dataDir?: string): Promise<Product> {
  const env = { STARTER_HANDBOOKS: '1' };
  const one = await startProduct(dataDir === undefined ? { env } : { env, dataDir });
  started.push(one);
  return one;
}

async function editionId(slug: string): Promise<string> {
  const { results } = await product.owner.api.handbooks.list({ limit: 50 });
  const edition = results.flatMap(({ editions }) => editions).find((one) => one.slug === slug);
  if (!edition) throw new Error(`There is no edition ${slug}.`);
  return edition.id;
}

/** Checks what a part of a file would not have: its end. */
async function expectWhole(format: (typeof EXPORT_FORMATS)[number], bytes: Uint8Array) {
  const text = Buffer.from(bytes).toString('latin1');
  if (format === 'pdf') expect(text.slice(-32)).toMatch(/%%EOF\s*$/);
  else if (format === 'zip')
    expect((await readZip(bytes)).has('editions/berlin/edition.yaml')).toBe(true);
  else {
    // Footnotes stand at the end of all: each that the text names is there.
    const named = new Set(text.match(/\[\^\d+\](?!:)/g));
    expect(named.size).toBeGreaterThan(10);
    expect(text.match(/^\[\^\d+\](?=: .*\S)/gm)).toHaveLength(named.size);
  }
}

it.each(EXPORT_FORMATS)(
  '[PB14] [PB15] as %s cut off by a power cut leaves no part, and is made after the next start',
  async (format) => {
    const berlin = await editionId('berlin');
    const { id } = await product.owner.api.exports.start({ editionId: berlin, format });
    await exportReaches(product.owner, id, ['running', 'done']);
    await product.kill();

    const next = await start(product.dataDir);
    const early = await next.owner.api.exports.get({ exportId: id });
    const answer = await download(next.url, next.owner, id);
    if (answer.ok) await expectWhole(format, new Uint8Array(await answer.arrayBuffer()));
    else expect(early.state).not.toBe('done');
    const reply = await exportReaches(next.owner, id, ['done', 'failed']);
    expect(reply.state, JSON.stringify(reply.report)).toBe('done');
    const bytes = new Uint8Array(await (await download(next.url, next.owner, id)).arrayBuffer());
    expect(bytes.length).toBe(reply.byteCount);
    await expectWhole(format, bytes);
  },
  180_000,
);

it('[PB15] that are asked for at once are made one after the other', async () => {
  const { owner } = product;
  const [berlin, dublin] = [await editionId('berlin'), await editionId('dublin')];
  const [first, second] = await Promise.all([
    owner.api.exports.start({ editionId: berlin, format: 'zip' }),
    owner.api.exports.start({ editionId: dublin, format: 'markdown' }),
  ]);
  const states = async () => {
    const replies = [first, second].map(({ id }) => owner.api.exports.get({ exportId: id }));
    return (await Promise.all(replies)).map(({ state }) => state);
  };
  let now = await states();
  while (now.some((state) => state !== 'done')) {
    expect(now).not.toContain('failed');
    expect(now.filter((state) => state === 'running').length).toBeLessThan(2);
    now = await states();
  }
}, 120_000);

/** Somebody at a chapter with the stock client. */
function visitor(person: Person, chapterId: string) {
  const doc = new Y.Doc();
  class Socket extends WebSocket {
    constructor(address: string, protocols?: string[]) {
      super(address, protocols ?? [], { headers: { cookie: person.cookie, origin: product.url } });
    }
  }
  const address = `${product.url.replace('http', 'ws')}/sync`;
  const provider = new WebsocketProvider(address, chapterId, doc, {
    // The `ws` socket has all that the provider uses of the browser's.
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  const text = doc.getXmlFragment('default');
  return {
    synced: () => new Promise<void>((done) => provider.once('sync', () => done())),
    write: (words: string) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      text.push([paragraph]);
    },
    /** Resolves when the server has told of these words, which it does when they are on disk. */
    sees: (words: string) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!text.toString().includes(words)) return;
          doc.off('update', look);
          done();
        };
        doc.on('update', look);
        look();
      }),
    close: () => provider.destroy(),
  };
}

it('[PB2] made while two people type is of one moment, and of exactly the versions that it names', async () => {
  const { owner } = product;
  const made = await makeHandbook(owner, { title: 'Two at once', chapters: ['One', 'Two'] });
  const { handbookId } = made;
  const ben = await addPerson(product.url, owner, { name: 'Ben Two', handbookId, role: 'editor' });
  const pairs = made.chapterIds.map((id) => ({
    typist: visitor(ben, id),
    watcher: visitor(owner, id),
  }));
  const visitors = pairs.flatMap(({ typist, watcher }) => [typist, watcher]);
  await Promise.all(visitors.map(({ synced }) => synced()));
  let isTyping = true;
  // Each marker is on disk in the first chapter before it is typed into the second.
  const typing = (async () => {
    for (let count = 1; isTyping; count++)
      for (const { typist, watcher } of pairs) {
        typist.write(`marker-${count}-end`);
        await watcher.sees(`marker-${count}-end`);
      }
  })();
  try {
    await pairs[1]?.watcher.sees('marker-1-end');
    for (let round = 0; round < 3; round++) {
      const asked = { editionId: made.editionId, format: 'markdown' } as const;
      const { bytes, reply } = await exported(product.url, owner, asked);
      const [, one = '', two = ''] = Buffer.from(bytes)
        .toString()
        .split(/^# (?:One|Two)$/m);
      const counts = [one, two].map((text) => markersIn(text).length);
      expect([0, 1]).toContain((counts[0] ?? 0) - (counts[1] ?? 0));
      const key = new URL(reply.link ?? '', product.url).searchParams.get('key') ?? '';
      const { chapters } = await owner.api.exports.shown({ exportId: reply.id, key });
      for (const [at, text] of [one, two].entries()) {
        const chapterId = made.chapterIds[at] ?? '';
        const number = chapters[at]?.revision ?? 0;
        const { contents } = await owner.api.revisions.get({ chapterId, number });
        expect(markersIn(text)).toEqual(markersIn(Object.values(contents).join(' ')));
        expect(markersIn(text).length).toBeGreaterThan(0);
      }
    }
  } finally {
    isTyping = false;
    await typing;
    for (const { close } of visitors) close();
  }
}, 120_000);

/** The numbers of the markers in a text, ascending: contents have no order. */
function markersIn(text: string): number[] {
  return [...text.matchAll(/marker-(\d+)-end/g)]
    .map(([, number]) => Number(number))
    .sort((one, other) => one - other);
}
