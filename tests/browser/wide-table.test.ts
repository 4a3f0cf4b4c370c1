/** A table that is wider than a phone: all of it can be reached by key. */
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import { graveFaults, hasFocus, tabTo, type Visit } from '../support/visit.ts';
import type { Writer } from '../support/writer.ts';

const WIDE = 'Wide table';
const CELLS = ['Flour', 'Oil', 'Sugar', 'Lentils', 'Coffee', 'Soap'];
const TABLE = `<table><tr>${CELLS.map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`;

const world = browserWorld();
let handbook: TestHandbook;
let writer: Writer;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, { title: 'Prices', chapters: ['Read', 'History'] });
});

afterEach(() => writer.close());

/** The owner has a chapter open on a phone, and a table of six columns in it. */
async function writesTable(chapterId: string): Promise<void> {
  writer = await world.write(world.owner, { chapterId, screen: 'phone' });
  await writer.type('What it costs');
  await writer.press('Enter');
  await writer.paste(TABLE);
  await writer.waitForWords('Soap');
  await writer.waitForSaving('Saved');
}

/** How far the table is moved sideways, in pixels. */
function moved(page: Page): Promise<number> {
  return page.locator('.tableWrapper').evaluate(({ scrollLeft }) => scrollLeft);
}

/** Tab leads to the table, and a key moves it. */
async function movesByKey({ page }: Visit): Promise<void> {
  expect(await graveFaults(page)).toEqual([]);
  await tabTo(page, WIDE);
  expect(await moved(page)).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => (document.querySelector('.tableWrapper')?.scrollLeft ?? 0) > 0);
}

describe('a table that is wider than the page', () => {
  it('is moved by the cursor where one writes, and by key where one reads', async () => {
    const [chapterId = ''] = handbook.chapterIds;
    await writesTable(chapterId);
    const { page } = writer;
    expect(await graveFaults(page)).toEqual([]);
    await page.getByText('Flour').dblclick({ position: { x: 8, y: 8 } });
    expect(await hasFocus(page, 'Text of the chapter')).toBe(true);
    await page.keyboard.type('Rice');
    await page.getByRole('cell', { name: 'Rice' }).waitFor();
    for (const _ of CELLS.slice(1)) await page.keyboard.press('Tab');
    await page.keyboard.type('Bread');
    expect(await moved(page)).toBeGreaterThan(0);
    await writer.waitForSaving('Saved');
    expect(await page.getByRole('cell').allInnerTexts()).toEqual([
      'Rice',
      ...CELLS.slice(1, -1),
      'Bread',
    ]);
    expect(await page.getByRole('region', { name: WIDE }).count()).toBe(0);

    const { handbookId } = handbook;
    const rea = await world.add('Rea', handbookId, 'reader');
    const reading = await world.visit(`/chapters/${chapterId}`, { screen: 'phone', person: rea });
    await reading.page.getByText('Bread').waitFor();
    await movesByKey(reading);

    const { email } = rea;
    await world.owner.api.members.giveOnHandbook({ handbookId, email, role: 'editor' });
    await reading.page.getByRole('region', { name: WIDE }).waitFor({ state: 'detached' });
    await reading.page.getByRole('cell', { name: 'Bread' }).click();
    expect(await hasFocus(reading.page, 'Text of the chapter')).toBe(true);
    expect([...reading.faults, ...writer.faults]).toEqual([]);
    await reading.close();
  });

  it('is moved by key among the versions, and no step is made through the changes', async () => {
    const chapterId = handbook.chapterIds[1] ?? '';
    await writesTable(chapterId);
    const history = await world.visit(`/chapters/${chapterId}/history`, {
      screen: 'phone',
      person: world.owner,
    });
    const { page } = history;
    await page.getByRole('button', { name: 'Keep the text as it stands' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Prices');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('article').getByText('Soap').waitFor();
    await movesByKey(history);
    expect(await page.getByText(/^Change \d+ of/).count()).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('region', { name: WIDE }).waitFor({ state: 'detached' });
    expect(history.faults).toEqual([]);
    await history.close();
  });
});
