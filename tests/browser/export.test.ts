/** Journey 2: an edition becomes files; they are passed on by a link, and the link is withdrawn. */
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { ask, pages } from '../support/poppler.ts';
import { graveFaults } from '../support/visit.ts';

const HANDBOOK = '/handbooks/food-coop';
/** Local facts of the two cities, as their texts print them. */
const DUBLIN_LAW = 'Registry of Friendly Societies';
const BERLIN_LAW = 'eingetragene Genossenschaft';

const world = browserWorld({ loadsStarters: true });
let ada: Person;
let noor: Person;

beforeAll(async () => {
  const { id } = await world.owner.api.handbooks.get({ handbook: 'food-coop' });
  const add = (name: string) => world.add(name, id, 'editor');
  ada = await add('Ada');
  noor = await add('Noor');
});

const exportsOf = (page: Page) => page.getByRole('region', { name: 'Export' });

/** The newest finished file of this kind. */
const finished = (page: Page, kind: string) =>
  exportsOf(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(kind, { exact: true }) })
    .filter({ has: page.getByRole('link', { name: 'Download' }) })
    .first();

const berlin = () => world.owner.api.editions.find({ handbook: 'food-coop', edition: 'berlin' });

/** Asks for a file and waits until it is made. */
async function make(page: Page, button: string, kind: string): Promise<Locator> {
  await exportsOf(page).getByRole('button', { name: button }).click();
  const row = finished(page, kind);
  await row.waitFor();
  return row;
}

async function download(page: Page, within: Locator): Promise<{ name: string; bytes: Buffer }> {
  const begun = page.waitForEvent('download');
  await within.getByRole('link', { name: 'Download' }).click();
  const file = await begun;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Copies a file's link with its button, and reads it as somebody pasting it would. */
async function copyLink(page: Page, row: Locator): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await row.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is copied.').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

const screens: readonly Screen[] = ['desktop', 'phone'];

describe.each(screens)('an edition as files, on a %s', (screen) => {
  const open = (path: string, person?: Person) =>
    world.visit(path, { screen, ...(person && { person }) });

  it('is found from its handbook, made with progress, and a PDF worth printing', async () => {
    const { page, faults, close } = await open(HANDBOOK, ada);
    await page
      .getByRole('region', { name: 'Cities' })
      .getByRole('link', { name: /Dublin/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Dublin' }).waitFor();
    await page.getByRole('link', { name: 'Export' }).click();
    await exportsOf(page).getByRole('button', { name: 'Make a PDF' }).click();
    await exportsOf(page).getByRole('progressbar').waitFor();
    const row = finished(page, 'PDF');
    await row.waitFor();
    await exportsOf(page).getByRole('progressbar').waitFor({ state: 'detached' });
    await row.getByText('About this file').click();
    await row.getByText('7 local facts filled in').waitFor();
    expect(await graveFaults(page)).toEqual([]);

    const { name, bytes } = await download(page, row);
    expect(name).toMatch(/dublin.*\.pdf$/);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(faults).toEqual([]);
    await close();

    expect(ask(bytes, 'pdfinfo', 'FILE')).toMatch(/^Tagged: +yes$/m);
    const words = pages(bytes).join('\n').replaceAll(/\s+/g, ' ');
    expect(words).toContain('Dublin');
    expect(words).toContain(DUBLIN_LAW);
    expect(words).toContain('Dublin Food Co-op in Kilmainham');
  });

  it('is one text in the city’s language, and a folder with everything', async () => {
    const { page, faults, close } = await open(`${HANDBOOK}/berlin`, ada);
    const text = await download(page, await make(page, 'Make a text file', 'Markdown'));
    expect(text.name).toMatch(/berlin.*\.md$/);
    expect(text.bytes.toString()).toContain(BERLIN_LAW);
    expect(text.bytes.toString()).not.toContain('{{');

    const zip = await download(page, await make(page, 'Make a zip', 'Folder of files'));
    expect(zip.name).toMatch(/berlin.*\.zip$/);
    const entries = unzipSync(zip.bytes);
    const paths = Object.keys(entries);
    expect(paths).toEqual(
      expect.arrayContaining(['handbook.yaml', 'editions/berlin/edition.yaml']),
    );
    expect(paths.filter((path) => /berlin\/\d\d-[a-z-]+\.md$/.test(path))).toHaveLength(8);
    const facts = entries['editions/berlin/edition.yaml'] ?? new Uint8Array();
    expect(strFromU8(facts)).toContain(BERLIN_LAW);
    expect(faults).toEqual([]);
    await close();
  });

  it('shows on a page that stands open what colleagues write and make', async () => {
    const { page, faults, close } = await open(`${HANDBOOK}/berlin`, ada);
    await page.clock.install();
    await page.reload();
    const chapter = page.getByRole('region', { name: 'Chapters' }).getByRole('listitem').first();
    const before = await chapter.getByText(/words/).textContent();

    const { handbookId, id: editionId, chapters } = await berlin();
    const colleague = await world.add(`Mila ${screen}`, handbookId, 'editor');
    const writer = await world.write(colleague, { chapterId: chapters[0]?.id ?? '', screen });
    await writer.type(' And three more.');
    await writer.waitForSaving('Saved');
    await colleague.api.exports.start({ editionId, format: 'markdown' });

    await page.clock.fastForward('01:00');
    const row = finished(page, 'Markdown').filter({ hasText: colleague.name });
    await row.waitFor();
    await chapter.getByText(before ?? '', { exact: true }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await Promise.all([writer.close(), close()]);
  });

  it('is passed on to somebody without an account, until the link is withdrawn', async () => {
    const making = await open(`${HANDBOOK}/dublin`, ada);
    const row = await make(making.page, 'Make a text file', 'Markdown');
    const link = await copyLink(making.page, row);

    const stranger = await open(link);
    await stranger.page
      .getByRole('heading', { level: 1, name: 'The food co-op handbook' })
      .waitFor();
    await stranger.page.getByText('Dublin', { exact: true }).waitFor();
    await stranger.page.getByRole('listitem').filter({ hasText: 'Founding' }).waitFor();
    expect(await graveFaults(stranger.page)).toEqual([]);
    const { bytes } = await download(stranger.page, stranger.page.getByRole('main'));
    expect(bytes.toString()).toContain(DUBLIN_LAW);
    expect(stranger.faults).toEqual([]);

    // A colleague finds the file, and withdraws the link.
    const colleague = await open(`${HANDBOOK}/dublin`, noor);
    const theirs = finished(colleague.page, 'Markdown');
    await theirs.getByText(/Ada$/).waitFor();
    await theirs.getByRole('button', { name: 'Withdraw link' }).click();
    await theirs.getByText('The link stops working').waitFor();
    await theirs.getByRole('button', { name: 'Withdraw link' }).click();
    await colleague.page.getByText('The link is withdrawn.').waitFor();
    await download(colleague.page, theirs);
    expect(colleague.faults).toEqual([]);

    await stranger.page.reload();
    await stranger.page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
    expect(await graveFaults(stranger.page)).toEqual([]);
    const withdrawn = await stranger.page.getByRole('main').textContent();
    await stranger.page.goto('/exports/c5bf5p044b1mhxcy?key=never-was');
    await stranger.page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
    expect(await stranger.page.getByRole('main').textContent()).toBe(withdrawn);
    const file = link.replace('?', '/file?');
    expect((await stranger.page.request.get(file)).status()).toBe(404);
    await Promise.all([making.close(), colleague.close(), stranger.close()]);
  });
});
