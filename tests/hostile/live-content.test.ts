/** [W18] What is written past every editor comes out of nothing but as a chapter can hold it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type Person, signIn } from '#scripts/lab/person.ts';
import { runCommand } from '#server/commands/commands.ts';
import { docOf, hashBlock, normal, sanitize } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import { parseChapter } from '#shared/markdown/markdown.ts';
import { eventually } from '#tests/support/eventually.ts';
import { makeHandbook, type TestHandbook } from '#tests/support/handbook.ts';
import { rewrite } from '#tests/support/hostile-handbook.ts';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';
import { live } from '#tests/support/live-text.ts';
import { addresses, pages } from '#tests/support/poppler.ts';
import { PASSWORD } from '#tests/support/server-world.ts';
import { joinChapter } from '#tests/support/stock-peer.ts';
import { SMUGGLED } from './live-content.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let world: HttpWorld;
let owner: Person;
let token: string;
let handbook: TestHandbook;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-smuggled-'));
  world = await openHttpWorld();
  const { email } = world.owner;
  owner = await signIn(world.url, { name: 'Owner', email, password: PASSWORD });
  token = await world.product.people.createToken(email, 'smuggler');
  const chapters = SMUGGLED.map(({ name }) => name);
  handbook = await makeHandbook(owner, { title: 'Smuggled', chapters });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const kept = (text: string) => ({ tag: 'paragraph', content: [{ text }] });

it.each(SMUGGLED)('[W18] $name', async ({ name, content, hidden = /a^/ }) => {
  const chapterId = handbook.chapterIds[SMUGGLED.findIndex((one) => one.name === name)] ?? '';
  await rewrite(world.url, {
    chapterId,
    token,
    content: [kept('before'), ...content, kept('after')],
  });
  const { blocks } = await world.product.sync.read(chapterId as ChapterId);
  const doc = docOf(blocks);
  expect(sanitize(doc)).toEqual(doc);
  const { markdown } = await owner.api.chapters.markdown({ chapterId });
  expect(markdown).toMatch(/^before\n/);
  expect(markdown).toMatch(/\nafter\n/);
  expect(markdown).not.toMatch(hidden);
  expect(normal(parseChapter(markdown).doc).content.map(hashBlock)).toEqual(
    normal(doc).content.map(hashBlock),
  );
  await owner.api.revisions.keep({ chapterId, name: 'kept' });
  const { results } = await owner.api.revisions.list({ chapterId });
  const number = results[0]?.number ?? 0;
  expect(JSON.stringify(await owner.api.revisions.get({ chapterId, number }))).not.toMatch(hidden);
});

it('[W18] [SY13] blocks 20,000 deep, and their deletion, leave the chapter to the others', async () => {
  const made = await makeHandbook(owner, { title: 'Deep', chapters: ['Deep'] });
  const [chapterId = ''] = made.chapterIds;
  const peer = await joinChapter(world.url, { chapterId, token });
  peer.change((text) => {
    let parent: Y.XmlFragment = text;
    for (let depth = 0; depth < 20_000; depth += 1) {
      const inner = new Y.XmlElement('blockquote');
      parent.insert(0, [inner]);
      parent = inner;
    }
  });
  await eventually(
    'it is on disk, or refused',
    () => peer.isSaved() || peer.closeCode() !== undefined,
  );
  const other = await joinChapter(world.url, { chapterId, token });
  other.change((text) => text.insert(text.length, [live(kept('still here'))]));
  await eventually('the other is saved', () => other.isSaved());
  expect((await owner.api.chapters.markdown({ chapterId })).markdown).toContain('still here');
  peer.close();
  other.close();
});

it('[W18] is set as a book that leads nowhere', async () => {
  const words = ['export', 'smuggled', 'core', '--format', 'pdf', '--out', 'book.pdf'];
  await runCommand(world.product, { words, folder });
  const pdf = new Uint8Array(await readFile(join(folder, 'book.pdf')));
  expect(addresses(pdf).filter((url) => !/^(?:https?|mailto|tel):/.test(url))).toEqual([]);
  const text = pages(pdf).join(' ');
  expect(text.match(/\bafter/g)).toHaveLength(SMUGGLED.length);
});

it('[W18] comes back from its zip', async () => {
  const words = ['export', 'smuggled', 'core', '--format', 'zip', '--out', 'book.zip'];
  await runCommand(world.product, { words, folder });
  const imported = { words: ['import', 'book.zip', '--handbook', 'again'], folder };
  expect((await runCommand(world.product, imported)).lines).toHaveLength(1);
});
