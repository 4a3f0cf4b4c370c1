/** What a city's chapter says of the core's words: left out, said differently, and taken again. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook } from '../support/handbook.ts';
import { graveFaults } from '../support/visit.ts';
import type { Writer } from '../support/writer.ts';

const SCREENS: readonly Screen[] = ['desktop', 'phone'];
const CORE = ['Find a cellar.', 'Ask the baker.', 'Weigh the flour.', 'Open on Friday.'];
const LEFT_OUT = 'One paragraph of the common text is left out here: see what it says';

const world = browserWorld();
let reader: Person;
let handbookId: string;

beforeAll(async () => {
  const handbook = await makeHandbook(world.owner, { title: 'Bread', chapters: ['Begin'] });
  ({ handbookId } = handbook);
  const [chapterId = ''] = handbook.chapterIds;
  const writer = await world.write(world.owner, { chapterId });
  await writer.type(CORE.join('\n'));
  await writer.waitForSaving('Saved');
  await writer.close();
  reader = await world.add('Rea', handbookId, 'reader');
});

/** A city whose one chapter begins as the core's; returns the chapter. */
async function makeCity(slug: string, language = 'en'): Promise<string> {
  const place = { city: slug, country: 'BE', latitude: null, longitude: null, language, slug };
  const edition = await world.owner.api.editions.make({ handbookId, ...place });
  return edition.chapters[0]?.id ?? '';
}

/** Takes whole paragraphs out, from one to another. */
async function leaveOut({ page, text }: Writer, from: string, to = from): Promise<void> {
  await text.getByText(from, { exact: true }).click({ position: { x: 1, y: 10 } });
  await page.keyboard.press('Home');
  await page.keyboard.down('Shift');
  for (let at = CORE.indexOf(from); at < CORE.indexOf(to); at += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.up('Shift');
  const isSelected = ([first = '', last = '']: readonly string[]) => {
    const selected = getSelection()?.toString().trim() ?? '';
    return selected.startsWith(first) && selected.endsWith(last);
  };
  await page.waitForFunction(isSelected, [from, to]);
  await page.keyboard.press('Delete');
  await page.keyboard.press('Backspace');
}

/** Where the text's blocks stand, and where they would if there were no marks. */
const places = ({ text }: Writer) =>
  text.evaluate((editor) => {
    const marks = [...editor.querySelectorAll<HTMLElement>('.lineage-mark')];
    const measured = () =>
      [...editor.children]
        .filter((child) => !child.matches('.lineage-mark'))
        .map((child) => JSON.stringify(child.getBoundingClientRect()));
    const withMarks = measured();
    for (const mark of marks) mark.style.display = 'none';
    const without = measured();
    for (const mark of marks) mark.style.removeProperty('display');
    return { withMarks, without };
  });

describe.each(SCREENS)('a city’s chapter on a %s', (screen) => {
  const open = (person: Person, chapterId: string) => world.write(person, { chapterId, screen });

  it('marks what is left out, shows its words, and takes them again', async () => {
    const chapterId = await makeCity(`left-${screen}`);
    const writer = await open(world.owner, chapterId);
    const { page, text } = writer;
    await leaveOut(writer, 'Ask the baker.');
    const mark = text.getByRole('button', { name: LEFT_OUT });
    await mark.waitFor();
    const { withMarks, without } = await places(writer);
    expect(withMarks).toEqual(without);
    expect(await graveFaults(page)).toEqual([]);

    await mark.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'The common text says here' });
    await dialog.getByText('Ask the baker.').waitFor();
    expect(await graveFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take the common text again' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await mark.waitFor({ state: 'detached' });
    expect(await text.locator('p').allInnerTexts()).toEqual(CORE);
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'textbox');

    // It is a step of one's own, and can be taken back and done again.
    await writer.undo();
    await mark.waitFor();
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await mark.waitFor({ state: 'detached' });
    await writer.waitForSaving('Saved');
    const { blocks } = await world.owner.api.chapters.lineage({ chapterId });
    expect(blocks.map(({ content }) => content)).toEqual(CORE.map(() => 'inherited'));
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('makes one mark of several, and takes them again together', async () => {
    const chapterId = await makeCity(`several-${screen}`);
    const writer = await open(world.owner, chapterId);
    const { page, text } = writer;
    await leaveOut(writer, 'Ask the baker.', 'Weigh the flour.');
    await text.getByRole('button', { name: /^2 paragraphs of the common text/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Ask the baker.').waitFor();
    await dialog.getByRole('button', { name: 'Take them all again' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await text.locator('p').allInnerTexts()).toEqual(CORE);
    await writer.close();
  });

  it('takes the common text in place of the city’s words', async () => {
    const chapterId = await makeCity(`adapted-${screen}`);
    const writer = await open(world.owner, chapterId);
    const { page, text } = writer;
    await writer.type(' And on Saturday.');
    await text.getByRole('button', { name: 'Adapted' }).click();
    await page.getByRole('button', { name: 'Take the common text again' }).click();
    await writer.waitForNone('Saturday');
    await text.getByRole('button', { name: 'Adapted' }).waitFor({ state: 'detached' });
    await writer.undo();
    await writer.waitForWords('And on Saturday.');
    await text.getByRole('button', { name: 'Adapted' }).waitFor();
    await writer.close();
  });

  it('stands in the page’s margin beside text that runs from right to left', async () => {
    const chapterId = await makeCity(`arabic-${screen}`, 'ar');
    const writer = await open(world.owner, chapterId);
    const { page, text } = writer;
    await leaveOut(writer, 'Ask the baker.');
    await text.getByRole('button', { name: LEFT_OUT }).waitFor();
    const direction = await text.evaluate((editor) => getComputedStyle(editor).direction);
    expect(direction).toBe('rtl');
    const { withMarks, without } = await places(writer);
    expect(withMarks).toEqual(without);
    expect(await graveFaults(page)).toEqual([]);
    await writer.close();
  });

  it('shows a reader the words, and counts on the edition’s page what is marked', async () => {
    const slug = `counted-${screen}`;
    const chapterId = await makeCity(slug);
    const writer = await open(world.owner, chapterId);
    await leaveOut(writer, 'Ask the baker.');
    await writer.type(' And on Saturday.');
    await writer.waitForSaving('Saved');
    await writer.close();
    const reading = await open(reader, chapterId);
    await reading.text.getByRole('button', { name: LEFT_OUT }).click();
    await reading.page.getByRole('dialog').getByText('Ask the baker.').waitFor();
    expect(await reading.page.getByRole('button', { name: /again/ }).count()).toBe(0);
    await reading.page.keyboard.press('Escape');
    await reading.page.getByRole('dialog').waitFor({ state: 'detached' });
    await reading.page.waitForFunction(
      (name) => document.activeElement?.getAttribute('aria-label') === name,
      LEFT_OUT,
    );
    await world.owner.api.revisions.keep({ chapterId, name: 'Kept' });
    await reading.page.goto(`/handbooks/bread/${slug}`);
    await reading.page.getByText('1 left out').waitFor();
    await reading.page.getByText('1 paragraph in the city’s words').waitFor();
    await reading.close();
  });
});
