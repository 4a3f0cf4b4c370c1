/** Journey 3: two people change a chapter; who changed what is read, stepped through, named, brought back. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import { graveFaults, type Visit } from '../support/visit.ts';

const STORIES = ['Differences', 'Rows', 'Names', 'Whole', 'Part'] as const;
const SCREENS: readonly Screen[] = ['desktop', 'phone'];

const world = browserWorld();
let handbook: TestHandbook;
let ada: Person;
let noor: Person;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, {
    title: 'Food co-op',
    chapters: SCREENS.flatMap((screen) => STORIES.map((story) => `${story} ${screen}`)),
  });
  const { handbookId } = handbook;
  const add = (name: string) => world.add(name, handbookId, 'editor');
  ada = await add('Ada');
  noor = await add('Noor');
});

/** Keeps the text as it stands, with the page's own button. */
async function keep(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Keep the text as it stands' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await version(page, name).waitFor();
}

const version = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Versions' }).getByRole('button', { name });

/** The version's text with its differences. */
const text = (page: Page) => page.getByRole('article');

/** Waits until the version of this name is the one on the page. */
const waitForVersion = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name }).waitFor();

describe.each(SCREENS)('a chapter’s history on a %s', (screen) => {
  const idOf = (story: (typeof STORIES)[number]) => {
    const id =
      handbook.chapterIds[SCREENS.indexOf(screen) * STORIES.length + STORIES.indexOf(story)];
    if (id === undefined) throw new Error(`There is no chapter ${story}.`);
    return id;
  };
  const write = (person: Person, chapterId: string) => world.write(person, { chapterId, screen });
  const history = (person: Person, chapterId: string): Promise<Visit> =>
    world.visit(`/chapters/${chapterId}/history`, { screen, person });

  /** Ada writes and keeps it as “First”, Noor writes on and keeps it as “Second”. */
  async function twoVersions(chapterId: string, first: string, second: string) {
    const writer = await write(ada, chapterId);
    await writer.type(first);
    await writer.waitForSaving('Saved');
    const page = await history(ada, chapterId);
    await keep(page.page, 'First');
    const other = await write(noor, chapterId);
    await other.type(second);
    await other.waitForSaving('Saved');
    await keep(page.page, 'Second');
    return { ada: writer, noor: other, history: page };
  }

  it('says who changed what on which day, inside lists and tables too', async () => {
    const chapterId = idOf('Differences');
    const writer = await write(ada, chapterId);
    await writer.type('- bread\nmilk\n\n');
    await writer.choose('Add', 'Table');
    await writer.page.keyboard.type('What');
    await writer.page.keyboard.press('Tab');
    await writer.page.keyboard.type('six euro');
    await writer.waitForSaving('Saved');
    const reading = await world.visit(`/chapters/${chapterId}`, {
      screen,
      person: noor,
    });
    const { page } = reading;
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('heading', { level: 1, name: `Differences ${screen}` }).waitFor();
    await keep(page, 'As Ada wrote it');

    const other = await write(noor, chapterId);
    await other.page.getByText('milk').click();
    await other.page.keyboard.press('End');
    await other.page.keyboard.type(' and cheese');
    await other.page.getByText('six euro').dblclick({ position: { x: 8, y: 8 } });
    await other.page.keyboard.type('seven');
    await other.waitForSaving('Saved');
    await keep(page, 'As Noor changed it');

    const today = new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(Date.now());
    await page.getByRole('region', { name: today }).waitFor();
    await version(page, /As Ada wrote it.*Ada/s).waitFor();
    await version(page, /As Noor changed it.*Noor/s).waitFor();
    await version(page, 'As Noor changed it').click();
    await waitForVersion(page, 'As Noor changed it');
    await text(page).locator('li ins', { hasText: 'and cheese' }).waitFor();
    await text(page).locator('table del', { hasText: 'six' }).waitFor();
    await text(page).locator('table ins', { hasText: 'seven' }).waitFor();
    await page.getByText('2 paragraphs changed').waitFor();

    // The arrow keys step through the changes anywhere, and through the versions in their list.
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Change 1 of 2').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Change 2 of 2').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('Change 1 of 2').waitFor();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await graveFaults(page)).toEqual([]);
    }
    await version(page, 'As Noor changed it').focus();
    await page.keyboard.press('ArrowDown');
    await waitForVersion(page, 'As Ada wrote it');
    await page.keyboard.press('ArrowUp');
    await waitForVersion(page, 'As Noor changed it');
    expect([...reading.faults, ...writer.faults, ...other.faults]).toEqual([]);
    await Promise.all([reading.close(), writer.close(), other.close()]);
  });

  it('says of a row that moved where it is now, and where it was', async () => {
    const writer = await write(ada, idOf('Rows'));
    /** Writes into one cell after the other, over what is there. */
    const fill = async (...words: string[]) => {
      for (const [at, word] of words.entries()) {
        if (at > 0) await writer.page.keyboard.press('Tab');
        await writer.page.keyboard.type(word);
      }
      await writer.waitForSaving('Saved');
    };
    await writer.choose('Add', 'Table');
    await fill('What', 'Price', 'Note', 'Flour', 'three', 'new', 'Oil', 'six', 'new');
    const { page, close, faults } = await history(ada, idOf('Rows'));
    await keep(page, 'Flour first');
    await writer.page.getByText('Flour').dblclick({ position: { x: 8, y: 8 } });
    await fill('Oil', 'six', 'new', 'Flour', 'three', 'new');
    await keep(page, 'Oil first');
    await version(page, 'Oil first').click();
    await waitForVersion(page, 'Oil first');
    const moved = text(page).getByRole('row', { name: /Moved here from further (?:up|down)/ });
    await moved.getByRole('cell').first().getByText('Moved here').waitFor();
    await text(page).getByRole('row', { name: 'Moved away from here' }).waitFor();
    expect(await text(page).locator('tr > :not(td, th)').count()).toBe(0);
    expect(await graveFaults(page)).toEqual([]);
    expect([...faults, ...writer.faults]).toEqual([]);
    await Promise.all([close(), writer.close()]);
  });

  it('gives a version a name that stands out for everybody', async () => {
    const chapterId = idOf('Names');
    const { ada, noor, history: kept } = await twoVersions(chapterId, 'One.', ' Two.');
    const { page } = kept;
    await version(page, 'Second').click();
    await page.getByRole('button', { name: 'Change its name' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Agreed in March');
    await page.keyboard.press('Enter');
    await version(page, 'Agreed in March').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await version(page, 'First').click();
    await waitForVersion(page, 'First');
    await page.getByRole('button', { name: 'Copy the text' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('One.');
    const theirs = await noor.page.context().newPage();
    await theirs.goto(`/chapters/${chapterId}/history`);
    await version(theirs, 'Agreed in March').waitFor();
    expect(kept.faults).toEqual([]);
    await Promise.all([ada.close(), noor.close(), kept.close()]);
  });

  it('has no page for a version that is not there, nor for a comparison with one', async () => {
    const chapterId = idOf('Names');
    const { page, close } = await history(ada, chapterId);
    for (const search of ['version=999', 'version=1&against=999']) {
      const answer = await page.goto(`/chapters/${chapterId}/history?${search}`);
      expect(answer?.status()).toBe(404);
      await page.getByRole('heading', { level: 1, name: 'Nothing here' }).waitFor();
    }
    await page.getByRole('link', { name: 'Back to your handbooks' }).click();
    await page.getByRole('heading', { level: 1, name: 'Handbooks' }).waitFor();
    await close();
  });

  it('brings a whole version back while somebody writes, whose words stay', async () => {
    const chapterId = idOf('Whole');
    const people = await twoVersions(chapterId, 'We meet on Mondays.', ' And on Fridays.');
    const { page } = people.history;
    await version(page, 'First').click();
    await waitForVersion(page, 'First');
    // Words on their way when the version comes back: Noor's line is cut, so that they surely are.
    await people.noor.cutOff();
    await people.noor.type(' Bring cake.');
    await page.getByRole('button', { name: 'Bring this version back' }).click();
    await page.getByText('The version is back.').hover();
    await people.ada.waitForNone('And on Fridays.');
    await version(page, /· an older version came back/).waitFor();
    people.noor.reconnect();
    await people.noor.waitForNone('And on Fridays.');
    await people.noor.waitForSaving('Saved');
    await people.ada.waitForWords('We meet on Mondays. Bring cake.');
    expect(await people.noor.words()).toBe(await people.ada.words());
    await page.getByRole('button', { name: 'Undo' }).click();
    await page
      .getByText('Taken back, but for one paragraph that somebody changed since.')
      .waitFor();
    expect(await people.ada.words()).toBe('We meet on Mondays. Bring cake.');
    expect([...people.history.faults, ...people.ada.faults, ...people.noor.faults]).toEqual([]);
    await Promise.all([people.ada.close(), people.noor.close(), people.history.close()]);
  });

  it('brings one paragraph back, leaves the others, and undoes it', async () => {
    const chapterId = idOf('Part');
    const people = await twoVersions(chapterId, 'Rent is 400.\nShifts are long.', ' Very long.');
    const { page } = people.history;
    const { noor } = people;
    await noor.page.getByText('Rent is 400.').click();
    await noor.page.keyboard.press('End');
    await noor.page.keyboard.type(' Or more.');
    await noor.waitForSaving('Saved');
    await keep(page, 'Third');
    await version(page, 'First').click();
    await waitForVersion(page, 'First');
    const paragraph = text(page).locator('[data-place]', { hasText: 'Rent is 400.' });
    await paragraph.hover();
    await paragraph.getByRole('button', { name: 'Copy this part or bring it back' }).click();
    const dialog = page.getByRole('dialog');
    expect(await graveFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Bring this back' }).first().click();
    // Pointing at it keeps it, and with it the way back.
    await page.getByText('This part is back.').hover();
    await noor.waitForNone('Or more.');
    await noor.waitForWords('Very long.');
    await page.getByRole('button', { name: 'Undo' }).click();
    await noor.waitForWords('Rent is 400. Or more.');
    expect(people.history.faults).toEqual([]);
    await Promise.all([people.ada.close(), noor.close(), people.history.close()]);
  });
});
