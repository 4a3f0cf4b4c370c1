/** A running product with one chapter of a set size, and a browser signed in to it. */
import type { Browser, Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Block, writeChapter } from '#shared/content/content.ts';
import type { ChapterId, EditionId } from '#shared/ids.ts';
import { openBrowser, openContext } from '../lab/browser.ts';
import type { Person } from '../lab/person.ts';
import { type Product, startProduct } from '../lab/product.ts';

export interface World {
  readonly product: Product;
  readonly browser: Browser;
  readonly editionId: EditionId;
  /** Adds a chapter with these blocks and resolves once the server has stored them. */
  addChapter(title: string, blocks: readonly Block[]): Promise<ChapterId>;
  /** Writes these blocks into a chapter as a peer would, and resolves once they are stored. */
  rewrite(chapter: ChapterId, blocks: readonly Block[]): Promise<void>;
  /** A page of its own context and cache, signed in as the owner. */
  openPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const product = await startProduct();
  const browser = await openBrowser();
  const handbook = await product.owner.api.handbooks.make({
    title: 'Benchmarks',
    slug: 'benchmarks',
    summary: 'Chapters of a set size.',
    language: 'en',
  });
  const core = handbook.editions[0];
  if (core === undefined) throw new Error('A new handbook has no core edition.');
  return {
    product,
    browser,
    editionId: core.id,
    addChapter: async (title, blocks) => {
      const chapter = await product.owner.api.chapters.add({ editionId: core.id, title });
      await write(product, chapter.id, blocks);
      return chapter.id;
    },
    rewrite: (chapter, blocks) => write(product, chapter, blocks),
    openPage: async (path) => {
      const context = await openContext(browser, product.url, { person: product.owner });
      const page = await context.newPage();
      await page.goto(path, { waitUntil: 'commit' });
      return page;
    },
    close: async () => {
      await browser.close();
      await product.stop();
    },
  };
}

/** Writes the blocks as a stock peer would, and waits until another peer is given them. */
async function write(
  product: Product,
  chapter: ChapterId,
  blocks: readonly Block[],
): Promise<void> {
  const writer = await join(product, chapter);
  writer.doc.transact(() => writeChapter(writer.doc, blocks));
  const written = Y.decodeStateVector(Y.encodeStateVector(writer.doc));
  const reader = await join(product, chapter);
  while (!covers(reader.doc, written))
    await new Promise((resolve) => reader.doc.once('update', resolve));
  for (const peer of [writer, reader]) {
    peer.destroy();
    // Its awareness looks at the clock for as long as the document is there, and the program would not end.
    peer.doc.destroy();
  }
}

/** Whether a text has all that these clocks (client id → next clock) stand for. */
function covers(doc: Y.Doc, clocks: ReadonlyMap<number, number>): boolean {
  const own = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...clocks].every(([client, clock]) => (own.get(client) ?? 0) >= clock);
}

function join(product: Product, chapter: ChapterId): Promise<WebsocketProvider> {
  const provider = new WebsocketProvider(
    `${product.url.replace('http', 'ws')}/sync`,
    chapter,
    new Y.Doc(),
    {
      WebSocketPolyfill: socketOf(product.owner, product.url),
      disableBc: true,
    },
  );
  return new Promise((resolve) => provider.once('sync', () => resolve(provider)));
}

/** A WebSocket that sends a person's cookie, as their browser would. */
function socketOf(person: Person, origin: string): typeof globalThis.WebSocket {
  class SignedIn extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: person.cookie, origin } });
    }
  }
  return SignedIn as unknown as typeof globalThis.WebSocket;
}
