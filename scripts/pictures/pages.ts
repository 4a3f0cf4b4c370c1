/** Every page and state that a picture is made of. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { EditionId } from '#shared/ids.ts';
import type { Product } from '../lab/product.ts';

/** One page or state of a page. */
export interface Picture {
  readonly name: string;
  readonly path: string;
  /** Seen by somebody who is not signed in. */
  readonly nobody?: true;
  /** The server's refusal is the very thing to be seen: errors are no news. */
  readonly refused?: true;
  /** Brings the page into the state: clicks, types. */
  readonly act?: (page: Page) => Promise<void>;
  /** Only what is on the screen, for what floats above the page. */
  readonly screenful?: true;
}

const HANDBOOK = 'food-coop';

/** What is the same on every instance; pages with ids of their own come from `picturesOf`. */
const FIXED: readonly Picture[] = [
  { name: 'welcome', path: '/', nobody: true },
  { name: 'sign-in', path: '/sign-in', nobody: true },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    nobody: true,
    refused: true,
    act: async (page) => {
      await page.getByLabel('E-mail address').fill('somebody@example.org');
      await page.getByLabel('Password', { exact: true }).fill('not the password');
      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'set-up-done', path: '/set-up?secret=used', nobody: true },
  { name: 'home', path: '/' },
  {
    name: 'account-menu',
    path: '/',
    screenful: true,
    act: async (page) => {
      await page.getByRole('button', { name: /^Your account/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    },
  },
  { name: 'make-handbook', path: '/make-handbook' },
  { name: 'people', path: '/people' },
  { name: 'handbook', path: `/handbooks/${HANDBOOK}` },
  { name: 'core', path: `/handbooks/${HANDBOOK}/core` },
  { name: 'edition', path: `/handbooks/${HANDBOOK}/dublin` },
  { name: 'edition-translated', path: `/handbooks/${HANDBOOK}/berlin` },
  {
    name: 'chapter-menu',
    path: `/handbooks/${HANDBOOK}/dublin`,
    screenful: true,
    act: async (page) => {
      await page
        .getByRole('button', { name: /^What to do with/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
    },
  },
  {
    name: 'roles',
    path: `/handbooks/${HANDBOOK}`,
    act: (page) => page.getByText('What each role may do').click(),
  },
  {
    name: 'make-edition',
    path: `/handbooks/${HANDBOOK}/make-edition`,
    screenful: true,
    act: async (page) => {
      await page.getByLabel('City', { exact: true }).fill('Ghen');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  {
    name: 'make-edition-chosen',
    path: `/handbooks/${HANDBOOK}/make-edition`,
    act: async (page) => {
      await page.getByLabel('City', { exact: true }).fill('Ghent');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Make Ghent’s edition' }).waitFor();
    },
  },
  { name: 'lost', path: '/handbooks/no-such-handbook', refused: true },
];

/** The fixed pages, and those of the starter handbook's first chapter. */
export async function picturesOf(product: Product): Promise<readonly Picture[]> {
  const core = await product.owner.api.editions.find({ handbook: HANDBOOK, edition: 'core' });
  const city = await product.owner.api.editions.find({ handbook: HANDBOOK, edition: 'dublin' });
  const chapterOf = (chapters: readonly { readonly id: string }[]) => chapters[0]?.id ?? '';
  return [
    ...FIXED,
    { name: 'export', path: await passedOn(product, city.id), nobody: true },
    {
      name: 'edition-exported',
      path: `/handbooks/${HANDBOOK}/dublin`,
      act: async (page) => {
        await page.getByRole('link', { name: 'Download' }).first().scrollIntoViewIfNeeded();
      },
    },
    { name: 'handbook-settings', path: `/handbooks/${HANDBOOK}/settings` },
    { name: 'edition-settings', path: `/handbooks/${HANDBOOK}/dublin/settings` },
    { name: 'chapter', path: `/chapters/${chapterOf(core.chapters)}` },
    { name: 'chapter-of-city', path: `/chapters/${chapterOf(city.chapters)}` },
    {
      name: 'chapter-adapted',
      path: `/chapters/${city.chapters.find(({ slug }) => slug === 'founding')?.id ?? ''}`,
    },
    { name: 'history', path: `/chapters/${chapterOf(core.chapters)}/history` },
    {
      name: 'history-compared',
      path: `/chapters/${core.chapters[1]?.id ?? ''}`,
      act: async (page) => {
        await page.locator('.ProseMirror[contenteditable="true"] p').first().click();
        await page.keyboard.press('End');
        await page.keyboard.type(' Everyone who comes is asked what they would do.');
        await page.getByText('Saved', { exact: true }).waitFor();
        await page.getByRole('link', { name: 'History' }).click();
        await page.locator('ins').first().waitFor();
      },
    },
  ];
}

/** Makes a PDF of an edition and gives the address that can be passed on. */
async function passedOn({ owner }: Product, editionId: EditionId): Promise<string> {
  const { id: exportId } = await owner.api.exports.start({ editionId, format: 'pdf' });
  for (;;) {
    const { state, link } = await owner.api.exports.get({ exportId });
    if (state === 'failed') throw new Error('The PDF for the pictures could not be made.');
    if (link !== null) return link;
    await pause(200);
  }
}
