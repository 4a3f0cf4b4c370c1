/** Every page and state that a picture is made of. */
import type { Page } from 'playwright-core';
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
    { name: 'chapter', path: `/chapters/${chapterOf(core.chapters)}` },
    { name: 'chapter-of-city', path: `/chapters/${chapterOf(city.chapters)}` },
    { name: 'history', path: `/chapters/${chapterOf(core.chapters)}/history` },
  ];
}
