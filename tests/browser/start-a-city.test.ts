/** A city begins: an edition made, filled in and arranged by keyboard alone, and everything undone again. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook } from '../support/handbook.ts';
import { graveFaults, hasFocus, tabTo } from '../support/visit.ts';

const HANDBOOK = '/handbooks/food-coop';

const world = browserWorld({ loadsStarters: true });
let sam: Person;
let eva: Person;

beforeAll(async () => {
  const { id: handbookId } = await world.owner.api.handbooks.get({ handbook: 'food-coop' });
  const add = (name: string, role: 'steward' | 'editor') => world.add(name, handbookId, role);
  sam = await add('Sam', 'steward');
  eva = await add('Eva', 'editor');
});

const titles = (page: Page) =>
  page
    .getByRole('region', { name: 'Chapters' })
    .getByRole('listitem')
    .getByRole('link')
    .allInnerTexts();

/** Opens a chapter's menu and takes an entry of it, by keyboard. */
async function takeFromMenu(page: Page, title: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `What to do with “${title}”` }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: entry }).waitFor();
  // A menu takes the focus a turn after it is drawn, which is too fast for fingers and not for a test.
  await page.locator('[role="menu"]:focus-within').waitFor();
  for (let step = 0; step < 4 && !(await hasFocus(page, entry)); step += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** Takes back what was just told of, by keyboard. */
async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).last().focus();
  await page.keyboard.press('Enter');
  await page.getByText('Taken back.').last().waitFor();
}

const CITIES: readonly { screen: Screen; typed: string; city: string; slug: string }[] = [
  { screen: 'desktop', typed: 'Ghen', city: 'Ghent', slug: 'ghent' },
  { screen: 'phone', typed: 'Turi', city: 'Turin', slug: 'turin' },
];

describe.each(CITIES)(
  'an edition for $city, made on a $screen',
  ({ screen, typed, city, slug }) => {
    const open = (path: string, person: Person) => world.visit(path, { screen, person });

    it('is made with keys alone, from the handbook’s page on', async () => {
      const { page, faults, close } = await open(HANDBOOK, sam);
      expect(await graveFaults(page)).toEqual([]);
      await tabTo(page, 'Make an edition for your city');
      await page.keyboard.press('Enter');
      await page
        .getByRole('combobox', { name: 'City' })
        .or(page.getByLabel('City'))
        .first()
        .waitFor();
      await page.getByText('Type the first letters').waitFor();
      await page.keyboard.type(typed);
      await page
        .getByRole('option', { name: new RegExp(city) })
        .first()
        .waitFor();
      expect(await graveFaults(page)).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await tabTo(page, `Make ${city}’s edition`);
      expect(await graveFaults(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: city }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`${HANDBOOK}/${slug}`);
      expect(await titles(page)).toHaveLength(8);
      await page.getByText('0 of 7 filled in').waitFor();
      expect(await graveFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    });

    it('takes its local facts, and shows them to others', async () => {
      const { page, faults, close } = await open(`${HANDBOOK}/${slug}`, eva);
      const field = page.getByRole('textbox', { name: 'Currency: what holds here' });
      await field.focus();
      await page.keyboard.type('euro');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('The central bank');
      await page.getByText('1 of 7 filled in').waitFor();
      await page.getByText('From: The central bank').waitFor();
      await page.getByText('Saved', { exact: true }).waitFor();
      expect(faults).toEqual([]);
      const other = await open(`${HANDBOOK}/${slug}`, sam);
      await other.page.getByText('1 of 7 filled in').waitFor();
      await other.page.getByText('From: The central bank').waitFor();
      await Promise.all([close(), other.close()]);
    });

    it('leaves chapters out, adds, orders, deletes and brings back, and undoes each', async () => {
      const { page, faults, close } = await open(`${HANDBOOK}/${slug}`, eva);
      const [first = '', second = '', third = '', ...rest] = await titles(page);

      await takeFromMenu(page, second, 'Leave out of this edition');
      await page.getByText('Left out of this edition; its text is kept').waitFor();
      await page.getByText('7 chapters').waitFor();
      await undo(page);
      await page.getByText('8 chapters').waitFor();

      await takeFromMenu(page, third, 'Rename');
      await page.keyboard.insertText('Mine');
      await page.keyboard.press('Enter');
      await page.getByText('It is now called “Mine”.').waitFor();
      await undo(page);
      await page.getByRole('link', { name: third, exact: true }).waitFor();

      await page.getByRole('textbox', { name: 'Title of a new chapter' }).focus();
      await page.keyboard.type('Our market hall');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Our market hall' }).waitFor();
      expect(await titles(page)).toEqual([first, second, third, ...rest, 'Our market hall']);

      await page.getByRole('button', { name: 'Move “Our market hall”' }).focus();
      await page.keyboard.press('ArrowUp');
      await page.getByText('“Our market hall” is now chapter 8 of 9.').waitFor();
      await page.keyboard.press('ArrowUp');
      await page.getByText('“Our market hall” is now chapter 7 of 9.').waitFor();
      expect(await hasFocus(page, 'Move “Our market hall”')).toBe(true);
      const ordered = [first, second, third, ...rest.slice(0, -2), 'Our market hall'].concat(
        rest.slice(-2),
      );
      expect(await titles(page)).toEqual(ordered);

      await takeFromMenu(page, third, 'Delete');
      await page.getByText(`“${third}” is deleted.`).waitFor();
      expect(await titles(page)).not.toContain(third);
      await undo(page);
      await page.getByRole('link', { name: third, exact: true }).waitFor();
      expect(await titles(page)).toEqual(ordered);

      await takeFromMenu(page, third, 'Delete');
      await page.getByText('1 deleted chapter').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: `Bring back “${third}”` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: third, exact: true }).waitFor();
      expect(await graveFaults(page)).toEqual([]);

      const other = await open(`${HANDBOOK}/${slug}`, sam);
      expect(await titles(other.page)).toEqual(ordered);
      expect(faults).toEqual([]);
      await Promise.all([close(), other.close()]);
    });
  },
);

describe('a city that needs more than its first letters', () => {
  /** Opens the page and chooses a city from the list by what is typed. */
  async function choose(typed: string, city: string) {
    const opened = await world.visit(`${HANDBOOK}/make-edition`, {
      screen: 'phone',
      person: sam,
    });
    await opened.page.getByLabel('City', { exact: true }).fill(typed);
    await opened.page.getByRole('option', { name: city }).first().waitFor();
    await opened.page.keyboard.press('ArrowDown');
    await opened.page.keyboard.press('Enter');
    return opened;
  }

  it('gets an address in Latin letters of a name in Greek', async () => {
    const { page, faults, close } = await choose('Αθήν', 'Αθήνα');
    expect(await page.getByLabel('Address').inputValue()).toBe('athina');
    await page.getByRole('button', { name: 'Make Αθήνα’s edition' }).click();
    await page.getByRole('heading', { level: 1, name: 'Αθήνα' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('asks for an address where the name has no letters for one', async () => {
    const { page, close } = await world.visit(`${HANDBOOK}/make-edition`, {
      screen: 'phone',
      person: sam,
    });
    await page.getByRole('button', { name: 'My place is not in the list' }).click();
    await page.getByLabel('Name of the place').fill('თელავი');
    await page.getByLabel('Country').selectOption('GE');
    await page.getByText('Write თელავი in Latin letters here').waitFor();
    await page.getByLabel('Address').fill('Telavi');
    await page.getByRole('button', { name: 'Make თელავი’s edition' }).click();
    await page.getByRole('heading', { level: 1, name: 'თელავი' }).waitFor();
    await close();
  });

  it('is shown the edition that somebody made a moment ago', async () => {
    const one = await choose('Praha', 'Praha');
    const other = await choose('Praha', 'Praha');
    const make = (page: Page) => page.getByRole('button', { name: 'Make Praha’s edition' }).click();
    await make(one.page);
    await one.page.getByRole('heading', { level: 1, name: 'Praha' }).waitFor();
    await make(other.page);
    await other.page.getByText('already has an edition for Praha').waitFor();
    await other.page.getByText('already has an edition at this address').waitFor();
    expect(await graveFaults(other.page)).toEqual([]);
    await other.page.getByRole('link', { name: /^Praha/ }).click();
    await other.page.getByRole('heading', { level: 1, name: 'Praha' }).waitFor();
    await Promise.all([one.close(), other.close()]);
  });
});

describe.each(['desktop', 'phone'] as const)('a whole handbook, on a %s', (screen) => {
  it('is deleted, taken back, deleted again and found among the deleted ones', async () => {
    const title = `Repair café ${screen}`;
    const made = await makeHandbook(world.owner, { title, chapters: ['Begin'] });
    const { page, faults, close } = await world.visit(`/handbooks/${made.slug}`, {
      screen,
      person: world.owner,
    });
    const cover = page.getByRole('link', { name: new RegExp(title) }).first();
    await tabTo(page, 'Delete this handbook');
    await page.keyboard.press('Enter');
    await page.getByText(`“${title}” is deleted.`).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Handbooks' }).waitFor();
    await cover.waitFor({ state: 'detached' });
    await undo(page);
    await cover.click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();

    await tabTo(page, 'Delete this handbook');
    await page.keyboard.press('Enter');
    await page.getByText('1 deleted handbook').click();
    expect(await graveFaults(page)).toEqual([]);
    await page.getByRole('button', { name: `Bring back “${title}”` }).click();
    await cover.waitFor();
    await cover.click();
    await page.getByRole('link', { name: 'Begin' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
