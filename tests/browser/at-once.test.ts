/** Two people change the same facts and the same chapters at once; each has the page from before. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';

const world = browserWorld();
let handbook: TestHandbook;
let ada: Person;
let ben: Person;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, {
    title: 'Bread',
    chapters: ['Begin', 'Bake', 'Sell', 'Close'],
  });
  const { handbookId } = handbook;
  const add = (name: string) => world.add(name, handbookId, 'steward');
  [ada, ben] = [await add('Ada'), await add('Ben')];
  await world.owner.api.handbooks.change({
    handbookId,
    facts: [{ name: 'currency', type: 'text', label: 'Currency', help: '' }],
  });
});

/** Both open the page before either changes anything. */
async function both(path: string) {
  const open = (person: Person) => world.visit(path, { person });
  const [one, other] = [await open(ada), await open(ben)];
  return {
    one: one.page,
    other: other.page,
    close: () => Promise.all([one.close(), other.close()]),
  };
}

async function takeFromMenu(page: Page, title: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `What to do with “${title}”` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

const titles = async () =>
  (await world.owner.api.editions.find({ handbook: 'bread', edition: 'core' })).chapters.map(
    ({ title }) => title,
  );

describe('two people at once', () => {
  it('add facts of the same list, and both see both', async () => {
    const { one, other, close } = await both('/handbooks/bread/settings');
    const add = async (page: Page, label: string) => {
      await page.getByRole('textbox', { name: 'Name of a new fact' }).fill(label);
      await page.keyboard.press('Enter');
      await page.getByText('Saved', { exact: true }).waitFor();
    };
    await add(one, 'Regulator');
    await add(other, 'Members');
    await other.getByText('Regulator', { exact: true }).waitFor();
    await add(one, 'Tax');
    await one.getByText('Members', { exact: true }).waitFor();
    const { facts } = await world.owner.api.handbooks.get({ handbook: 'bread' });
    expect(facts.map(({ label }) => label).sort()).toEqual([
      'Currency',
      'Members',
      'Regulator',
      'Tax',
    ]);
    await close();
  });

  it('fill in different parts of the same fact, and both stay', async () => {
    const { one, other, close } = await both('/handbooks/bread/core');
    const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();
    await one.getByRole('textbox', { name: 'Currency: what holds here' }).fill('euro');
    await saved(one);
    await other.getByText('Add where you know it from').first().click();
    await other.getByLabel('Where you know it from').first().fill('The bank');
    await saved(other);
    await other.getByRole('heading', { level: 1 }).click();
    const field = other.getByRole('textbox', { name: 'Currency: what holds here' });
    await vi.waitFor(async () => expect(await field.inputValue()).toBe('euro'));
    const { editionId } = handbook;
    const { facts } = await world.owner.api.editions.facts({ editionId });
    expect(facts.find(({ name }) => name === 'currency')).toMatchObject({
      value: 'euro',
      source: 'The bank',
    });
    await close();
  });

  it('rename and delete the same chapter: it can be brought back under its name', async () => {
    const { one, other, close } = await both('/handbooks/bread/core');
    await takeFromMenu(one, 'Sell', 'Delete');
    await one.getByText('“Sell” is deleted.').waitFor();
    await takeFromMenu(other, 'Sell', 'Rename');
    await other.getByRole('textbox', { name: 'New title' }).fill('Sell more');
    await other.keyboard.press('Enter');
    await other.getByText('“Sell” was deleted by somebody else.').waitFor();
    await other.getByRole('link', { name: 'Sell', exact: true }).waitFor({ state: 'detached' });
    await other.getByText('1 deleted chapter').click();
    await other.getByRole('button', { name: 'Bring back “Sell”' }).click();
    await other.getByRole('link', { name: 'Sell', exact: true }).waitFor();
    expect(await titles()).toEqual(['Begin', 'Bake', 'Sell', 'Close']);
    await close();
  });

  it('delete the same chapter: it is deleted once, and whoever is later is told', async () => {
    const { one, other, close } = await both('/handbooks/bread/core');
    await takeFromMenu(one, 'Sell', 'Delete');
    await one.getByText('“Sell” is deleted.').waitFor();
    await takeFromMenu(other, 'Sell', 'Delete');
    await other.getByText('“Sell” was deleted by somebody else.').waitFor();
    await one.getByRole('button', { name: 'Undo' }).click();
    await one.getByRole('link', { name: 'Sell', exact: true }).waitFor();
    await close();
  });

  it('move one chapter while another is added: both happen', async () => {
    const { one, other, close } = await both('/handbooks/bread/core');
    await one.getByRole('textbox', { name: 'Title of a new chapter' }).fill('Clean');
    await one.keyboard.press('Enter');
    await one.getByRole('link', { name: 'Clean' }).waitFor();
    await other.getByRole('button', { name: 'Move “Close”' }).focus();
    await other.keyboard.press('Home');
    await other.getByText('“Close” is now chapter 1 of 4.').waitFor();
    await other.getByRole('link', { name: 'Clean' }).waitFor();
    expect(await titles()).toEqual(['Close', 'Begin', 'Bake', 'Sell', 'Clean']);
    await close();
  });
});
