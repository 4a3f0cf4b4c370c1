/** What an owner sets: by keyboard alone, on a desk and on a phone; what is wrong is said once. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import { browserWorld } from '#tests/support/browser-world.ts';
import { graveFaults, hasFocus, tabTo } from '#tests/support/visit.ts';

const HANDBOOK = '/handbooks/food-coop';
const SCREENS: readonly Screen[] = ['desktop', 'phone'];

const world = browserWorld({ loadsStarters: true });
describe.each(SCREENS)('settings on a %s', (screen) => {
  /** Opens a page as the owner and gives it to a story; fails on grave faults of how it ends. */
  async function on(path: string, story: (page: Page) => Promise<void>): Promise<void> {
    const { page, close } = await world.visit(path, {
      ...{ screen, person: world.owner },
    });
    try {
      await story(page);
      expect(await graveFaults(page)).toEqual([]);
    } finally {
      await close();
    }
  }

  /** Goes to a field with the Tab key and types in place of what it holds. */
  async function fill(page: Page, label: string, words: string): Promise<void> {
    const field = page.getByLabel(label, { exact: true });
    for (let step = 0; step < 80; step += 1) {
      if (await field.evaluate((one) => one === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(words);
    expect(await field.inputValue()).toBe(words);
  }

  const toast = (page: Page, words: string | RegExp) =>
    page.getByLabel('What was just done').getByText(words).first().waitFor();

  it('of a handbook are saved, and say at the field what is wrong with it', async () => {
    await on(`${HANDBOOK}/settings`, async (page) => {
      const title = await page.getByLabel('Title', { exact: true }).inputValue();
      await fill(page, 'Title', 'two\u0085lines');
      await page.keyboard.press('Enter');
      await page.getByText('one line, please').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await page.getByLabel('Title', { exact: true }).getAttribute('aria-invalid')).toBe(
        'true',
      );
      await page.getByLabel('Title', { exact: true }).focus();
      await fill(page, 'Title', `${title}!`);
      await page.keyboard.press('Enter');
      await toast(page, 'Saved.');
      expect(await page.getByText('one line, please').count()).toBe(0);
      await page.reload();
      await page.getByRole('heading', { level: 1, name: `Settings of “${title}!”` }).waitFor();
      await fill(page, 'Title', title);
      await page.keyboard.press('Enter');
      await toast(page, 'Saved.');
    });
  });

  it('of a handbook leave alone what somebody else changed in another field', async () => {
    const { handbooks } = world.owner.api;
    const { id: handbookId, summary } = await handbooks.get({ handbook: 'food-coop' });
    await on(`${HANDBOOK}/settings`, async (page) => {
      await page.getByLabel('Title', { exact: true }).waitFor();
      await handbooks.change({ handbookId, summary: 'Theirs' });
      await fill(page, 'Model', `A model for a ${screen}`);
      await page.keyboard.press('Enter');
      await toast(page, 'Saved.');
      expect(await page.getByLabel('What it is for').inputValue()).toBe('Theirs');
    });
    const { model, summary: kept } = await handbooks.get({ handbook: 'food-coop' });
    expect([model, kept]).toEqual([`A model for a ${screen}`, 'Theirs']);
    await handbooks.change({ handbookId, summary });
  });

  it('of a handbook add a fact, and take back its removal', async () => {
    await on(`${HANDBOOK}/settings`, async (page) => {
      const label = `Opening hours on a ${screen}`;
      await fill(page, 'Name of a new fact', label);
      await page.keyboard.press('Enter');
      const line = page.getByLabel(`Change “${label}”`);
      await line.waitFor();
      await page.getByText('Saved', { exact: true }).waitFor();
      await line.focus();
      await page.keyboard.press('Enter');
      await tabTo(page, `Remove “${label}”`);
      await page.keyboard.press('Enter');
      await toast(page, /is no longer asked for/);
      await line.waitFor({ state: 'detached' });
      await tabTo(page, 'Undo');
      await page.keyboard.press('Enter');
      await line.waitFor();
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.reload();
      await line.waitFor();
    });
  });

  it('of an edition say once that an address is taken, and lead to the new one', async () => {
    await on(`${HANDBOOK}/dublin/settings`, async (page) => {
      await fill(page, 'Address', 'berlin');
      await page.keyboard.press('Enter');
      const sentence = page.getByText('The address “berlin” is taken in this handbook.');
      await sentence.waitFor();
      expect(await sentence.count()).toBe(1);
      expect(await page.getByText(/^taken$/).count()).toBe(0);
      await page.getByLabel('Address', { exact: true }).focus();
      await fill(page, 'Address', `dublin-${screen}`);
      await page.keyboard.press('Enter');
      await toast(page, 'Saved.');
      await page.waitForURL(`**/dublin-${screen}/settings`);
      await page.reload();
      await fill(page, 'Address', 'dublin');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/dublin/settings');
    });
  });

  it('of people add one, say once that an address has an account, and ask before taking it away', async () => {
    await on('/people', async (page) => {
      const email = `kim-${screen}@example.org`;
      const add = async () => {
        await fill(page, 'Name', 'Kim');
        await fill(page, 'E-mail address', email);
        await page.keyboard.press('Enter');
      };
      await add();
      await page.getByText('Kim can sign in now.').waitFor();
      await add();
      const sentence = page.getByText(`${email} has an account already.`);
      await sentence.waitFor();
      expect(await sentence.count()).toBe(1);
      await page.getByRole('button', { name: 'Take Kim’s account away' }).first().focus();
      await page.keyboard.press('Enter');
      expect(await hasFocus(page, 'Keep it')).toBe(true);
      await page.keyboard.press('Enter');
      await page.getByText(/This cannot be undone/).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Take Kim’s account away' }).first().focus();
      await page.keyboard.press('Enter');
      await tabTo(page, 'Keep it');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await toast(page, 'Kim’s account is gone.');
    });
  });

  it('of who may what give a role, and take back that it was taken', async () => {
    const email = `role-${screen}@example.org`;
    await world.owner.api.people.add({ name: 'Robin', email, password: 'long enough for it' });
    await on(`${HANDBOOK}/dublin`, async (page) => {
      await fill(page, 'E-mail address', email);
      await page.keyboard.press('Enter');
      const role = page.getByRole('combobox', { name: 'Role of Robin' });
      await role.waitFor();
      expect(await role.inputValue()).toBe('editor');
      await tabTo(page, 'Take Robin’s role away', { steps: 120 });
      await page.keyboard.press('Enter');
      await toast(page, 'Robin has no role here any more.');
      await role.waitFor({ state: 'detached' });
      await tabTo(page, 'Undo');
      await page.keyboard.press('Enter');
      await role.waitFor();
      await fill(page, 'E-mail address', 'nobody@example.org');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'nobody@example.org' }).waitFor();
    });
    await world.owner.api.people.list({}).then(async ({ results }) => {
      const robin = results.find((one) => one.email === email);
      if (robin) await world.owner.api.people.remove({ personId: robin.id });
    });
  });

  it('of one’s own are a menu that is opened, used and left by keyboard', async () => {
    await on('/people', async (page) => {
      await tabTo(page, 'Your account');
      await page.keyboard.press('Enter');
      const dark = page.getByRole('menuitemradio', { name: 'Dark' });
      await dark.waitFor();
      for (let step = 0; step < 6; step += 1) {
        if (await dark.evaluate((one) => one === document.activeElement)) break;
        await page.keyboard.press('ArrowDown');
      }
      expect(await graveFaults(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
      await page.keyboard.press('Escape');
      await dark.waitFor({ state: 'detached' });
      expect(await hasFocus(page, 'Your account')).toBe(true);
      await page.reload();
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    });
  });

  it('show the API on a page of its own that asks nobody for anything', async () => {
    const { page, faults, close } = await world.visit('/api/docs', { screen });
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.reload();
    expect(asked.filter((url) => url !== `${world.product.url}/api/docs`)).toEqual([]);
    expect(await page.getByText('GET /api/handbooks', { exact: true }).count()).toBe(1);
    for (const one of await page.locator('summary').all()) {
      await one.focus();
      await page.keyboard.press('Enter');
      if (
        await page
          .locator('details[open]')
          .count()
          .then((count) => count > 12)
      )
        break;
    }
    expect(await page.locator('details[open]').count()).toBeGreaterThan(12);
    expect(await graveFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    const described = await page.request.get('/api/openapi.json');
    expect(JSON.stringify(await described.json())).not.toMatch(
      /https?:\/\/(?!spec\.|json-schema\.)[^"]*/,
    );
    await close();
  });
});
