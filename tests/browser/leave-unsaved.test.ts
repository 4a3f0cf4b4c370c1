/** A field that saves itself, left before it could: nothing that was typed is lost. */
import { beforeAll, describe, expect, it } from 'vitest';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import { graveFaults } from '../support/visit.ts';

const SAVING = '**/api/editions/*/facts';

const world = browserWorld();
let handbook: TestHandbook;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, { title: 'Bread', chapters: ['Begin'] });
  const facts = ['Currency', 'Regulator'].map((label) => {
    return { name: label.toLowerCase(), type: 'text' as const, label, help: '' };
  });
  await world.owner.api.handbooks.change({ handbookId: handbook.handbookId, facts });
});

async function storedValue(name: string): Promise<string | undefined> {
  const { facts } = await world.owner.api.editions.facts({ editionId: handbook.editionId });
  return facts.find((fact) => fact.name === name)?.value;
}

describe('a page that is left with something unsaved', () => {
  it('sends it then, and keeps it at hand until the server has it', async () => {
    const { page, close } = await world.visit('/handbooks/bread/core', {
      screen: 'phone',
      person: world.owner,
    });
    await page.getByRole('textbox', { name: 'Currency: what holds here' }).fill('euro');
    await page.route(SAVING, (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await page.getByRole('link', { name: 'Bread', exact: true }).click();
    const told = page.getByText('“Currency” is not saved.');
    await told.waitFor();
    expect(await graveFaults(page)).toEqual([]);
    const asked = page.waitForEvent('dialog');
    const closing = page.close({ runBeforeUnload: true });
    await (await asked).dismiss();
    await closing;
    await page.getByRole('button', { name: 'Try again' }).click();
    await told.waitFor();
    await page.unroute(SAVING);
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.getByRole('button', { name: 'Try again' }).click();
    await answered;
    await told.waitFor({ state: 'detached' });
    expect(await storedValue('currency')).toBe('euro');
    await close();
  });

  it('shows it in its field again, as not saved, to whoever comes back', async () => {
    const { page, close } = await world.visit('/handbooks/bread/core', {
      person: world.owner,
    });
    const field = page.getByRole('textbox', { name: 'Currency: what holds here' });
    await page.route(SAVING, (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await field.fill('franc');
    await page.getByRole('link', { name: 'Bread', exact: true }).click();
    const told = page.getByText('“Currency” is not saved.');
    await told.waitFor();
    await page.goBack();
    const fact = page.getByRole('group', { name: 'Currency' });
    await fact.getByText('Not saved yet: keep this page open').waitFor();
    expect(await field.inputValue()).toBe('franc');
    expect(await told.count()).toBe(0);
    expect(await graveFaults(page)).toEqual([]);
    await page.unroute(SAVING);
    await fact.getByRole('button', { name: 'Try again' }).click();
    await fact.getByText('Saved', { exact: true }).waitFor();
    expect(await storedValue('currency')).toBe('franc');
    expect(await field.inputValue()).toBe('franc');
    await close();
  });

  it('says nothing when it is through', async () => {
    const { page, faults, close } = await world.visit('/handbooks/bread/core', {
      person: world.owner,
    });
    await page.getByRole('textbox', { name: 'Regulator: what holds here' }).fill('The bank');
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.getByRole('link', { name: 'Bread', exact: true }).click();
    await answered;
    await page.getByRole('heading', { level: 1, name: 'Bread' }).waitFor();
    expect(await page.getByText('is not saved').count()).toBe(0);
    expect(await storedValue('regulator')).toBe('The bank');
    expect(faults).toEqual([]);
    await close();
  });
});
