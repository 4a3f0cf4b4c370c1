/** Everything that a chapter may hold, written with the page's own tools and still there afterwards. */
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import type { Writer } from '../support/writer.ts';

const STORIES = [
  'Lists',
  'Footnotes',
  'Under',
  'Links',
  'Facts',
  'Tables',
  'Below',
  'Boxes',
  'Pictures',
  'Keys',
  'Moves',
  'Name',
  'Again',
];
const SCREENS: readonly Screen[] = ['desktop', 'phone'];

const world = browserWorld();
let handbook: TestHandbook;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, {
    title: 'Food co-op',
    chapters: SCREENS.flatMap((screen) => STORIES.map((story) => `${story} ${screen}`)),
  });
  await world.owner.api.handbooks.change({
    handbookId: handbook.handbookId,
    facts: [{ name: 'legal_form', type: 'text', label: 'Legal form', help: '' }],
  });
});

describe.each(SCREENS)('writing on a %s', (screen) => {
  const open = (story: string) => {
    const index = SCREENS.indexOf(screen) * STORIES.length + STORIES.indexOf(story);
    const chapterId = handbook.chapterIds[index];
    if (chapterId === undefined) throw new Error(`There is no chapter ${story}.`);
    return world.write(world.owner, { chapterId, screen });
  };

  /** The chapter as Markdown, once everything is saved. */
  async function stored(writer: Writer): Promise<string> {
    await writer.waitForSaving('Saved');
    const chapterId = new URL(writer.page.url()).pathname.split('/').at(-1) ?? '';
    return (await world.owner.api.chapters.markdown({ chapterId })).markdown;
  }

  it('makes headings, lists, quotes, rules and code of Markdown’s signs', async () => {
    const writer = await open('Lists');
    await writer.type('## A heading\n- one\ntwo\n\n1. first\nsecond\n\n> said\n\n\n---after');
    await writer.type('\n```\ncode = 1');
    const markdown = await stored(writer);
    expect(markdown).toContain('## A heading');
    expect(markdown).toMatch(/^[-*] one\n[-*] two$/m);
    expect(markdown).toMatch(/^1\. first\n2\. second$/m);
    expect(markdown).toContain('> said');
    expect(markdown).toContain('```\ncode = 1\n```');
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('lets a paragraph keep its id when it is cut and pasted elsewhere', async () => {
    const writer = await open('Moves');
    await writer.type('Apples\nPears\nPlums');
    const paragraph = (words: string) => writer.text.locator('p', { hasText: words });
    const id = (words: string) => paragraph(words).getAttribute('data-id');
    const before = [await id('Apples'), await id('Pears'), await id('Plums')];
    await paragraph('Apples').click({ clickCount: 3 });
    await writer.press('ControlOrMeta+x');
    await writer.type('');
    await writer.press('Enter');
    await writer.press('ControlOrMeta+v');
    expect(await stored(writer)).toMatch(/Pears\s+Plums\s+Apples/);
    expect([await id('Apples'), await id('Pears'), await id('Plums')]).toEqual(before);
    expect(new Set(before).size).toBe(3);
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('takes an empty paragraph under a list away with one Backspace', async () => {
    const writer = await open('Under');
    const { keyboard } = writer.page;
    await writer.type('1. first\nsecond\n\nBelow');
    for (let letter = 0; letter < 5; letter += 1) await keyboard.press('Backspace');
    await keyboard.press('Backspace');
    await keyboard.type(' item');
    expect(await stored(writer)).toMatch(/1\. first\n2\. second item\n$/);
    await writer.close();
  });

  it('puts a footnote where the cursor is, and the cursor before, into and behind it', async () => {
    const writer = await open('Footnotes');
    const { keyboard } = writer.page;
    await writer.type('A claim');
    await writer.choose('Add', 'Footnote');
    await keyboard.type('Its source');
    await keyboard.press('ArrowRight');
    await keyboard.type(', and more.');
    expect(await writer.words()).toBe('A claimIts source, and more.');
    const footnote = writer.page.locator('[data-footnote]');
    await footnote.click();
    await keyboard.type('(2)');
    expect(await footnote.textContent()).toContain('(2)');
    await keyboard.press('Escape');
    await keyboard.type('!');
    expect(await writer.words()).toMatch(/^A claim.*\(2\).*!, and more\.$/);
    expect(await stored(writer)).toContain('(2)');
    await writer.close();
  });

  it('does again with CapsLock on, and takes nothing back where there is nothing to do', async () => {
    const writer = await open('Again');
    await writer.type('One two');
    await writer.redoWithCapsLock();
    await writer.typeHere(' three');
    await writer.waitForWords('One two three');
    await writer.undo();
    await writer.waitForNone('three');
    await writer.redoWithCapsLock();
    await writer.waitForWords('One two three');
    await writer.close();
  });

  it('sets a link only to where links may lead', async () => {
    const writer = await open('Links');
    const { page } = writer;
    await writer.type('register');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('ControlOrMeta+k');
    const dialog = page.getByRole('dialog', { name: 'Link' });
    await dialog.getByLabel('Leads to').fill('javascript:alert(1)');
    await dialog.getByRole('button', { name: 'Set the link' }).click();
    await dialog.getByText('A link leads to a web address').waitFor();
    await dialog.getByLabel('Leads to').fill('example.org/register');
    await dialog.getByRole('button', { name: 'Set the link' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.type(' of companies');
    expect(await stored(writer)).toContain('[register](https://example.org/register) of companies');
    await writer.close();
  });

  it('puts in a fact by its label', async () => {
    const writer = await open('Facts');
    await writer.type('It is a ');
    await writer.choose('Add', 'Local fact');
    await writer.page.getByLabel('Find a fact').fill('legal');
    await writer.page.getByRole('button', { name: 'Legal form' }).click();
    await writer.page.keyboard.type(' here');
    await writer.waitForWords('It is a Legal form here');
    await writer.close();
  });

  it('makes a table and changes its rows and columns', async () => {
    const writer = await open('Tables');
    const { page } = writer;
    await writer.type('What it costs');
    await writer.choose('Add', 'Table');
    await page.keyboard.type('What');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Euro');
    await writer.choose('Table', 'Row below');
    await writer.choose('Table', 'Remove this column');
    await page.locator('td').last().click();
    await page.keyboard.type('600');
    await page.keyboard.press('Tab');
    await page.keyboard.type('next row');
    await page.locator('tr:last-child td:first-child', { hasText: /^next row$/ }).waitFor();
    expect(await page.locator('tr').count()).toBe(5);
    expect(await page.locator('th').count()).toBe(2);
    expect(await stored(writer)).toContain('600');
    await writer.close();
  });

  it('lets one write on below a table, by key too', async () => {
    const writer = await open('Below');
    const { keyboard } = writer.page;
    await writer.type('What it costs');
    await writer.choose('Add', 'Table');
    await keyboard.type('What');
    await keyboard.press('ControlOrMeta+End');
    await keyboard.type('Below.');
    await writer.page.locator('.tableWrapper + p', { hasText: 'Below.' }).waitFor();

    await keyboard.press('ControlOrMeta+a');
    await writer.paste('<p>Also</p><table><tr><td>last</td></tr></table>');
    await writer.page.locator('.tableWrapper:last-child', { hasText: 'last' }).waitFor();
    await writer.goBefore('Also');
    await keyboard.press('ControlOrMeta+End');
    await keyboard.type('Again.');
    await writer.page.locator('.tableWrapper + p', { hasText: 'Again.' }).waitFor();
    await writer.close();
  });

  it('boxes words, and says in words which kind of box it is', async () => {
    const writer = await open('Boxes');
    await writer.type('Buy the scales second-hand.');
    await writer.choose('Add', 'Box');
    await writer.choose('Box', 'Tip');
    await writer.page.getByRole('note', { name: 'Tip' }).waitFor();
    await writer.choose('Box', 'Ordinary text again');
    await writer.page.getByRole('note', { name: 'Tip' }).waitFor({ state: 'detached' });
    expect(await stored(writer)).toContain('Buy the scales second-hand.');
    await writer.close();
  });

  it('takes a picture in with a description or not at all', async () => {
    const writer = await open('Pictures');
    const { page } = writer;
    const create = { width: 60, height: 30, channels: 3, background: '#88aa66' } as const;
    const buffer = await sharp({ create }).png().toBuffer();
    await writer.type('The shelf:');
    const chooser = page.waitForEvent('filechooser');
    await writer.choose('Add', 'Picture');
    await (await chooser).setFiles({ name: 'shelf.png', mimeType: 'image/png', buffer });
    const add = page.getByRole('button', { name: 'Add the picture' });
    await add.click();
    await page.getByText('Describe the picture, or say that it is decoration.').waitFor();
    await page.getByLabel('What the picture shows').fill('The first shelf');
    await add.click();
    await page.getByRole('img', { name: 'The first shelf' }).waitFor();
    await page.keyboard.type('Made in a day');
    await page.locator('figcaption', { hasText: 'Made in a day' }).waitFor();
    expect(await stored(writer)).toContain('The first shelf');
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('has one stop of the Tab key for all tools, and arrow keys between them', async () => {
    const writer = await open('Keys');
    const { page } = writer;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await writer.type('Words');
    await page.keyboard.press('Alt+F10');
    expect(await focused()).toBe('Kind of text: Text');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Bold');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Do it again');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Kind of text: Text');
    expect(await page.locator('[role="toolbar"] [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.type(', and more');
    await writer.waitForWords('Words, and more');
    await writer.close();
  });

  it('renames the chapter in place', async () => {
    const writer = await open('Name');
    const { page } = writer;
    const title = `Name ${screen}`;
    await page.getByRole('heading', { name: title }).getByRole('button').click();
    await page.getByLabel('Title of the chapter').fill(`${title}, renamed`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${title}, renamed` }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: `${title}, renamed` }).waitFor();
    await writer.close();
  });
});
