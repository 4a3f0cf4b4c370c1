/** The pages around the text, as somebody meets them: by keyboard, on a phone, with nothing to trip over. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openContext, openPage, type Screen } from '#scripts/lab/browser.ts';
import { OWNER } from '#scripts/lab/product.ts';
import { browserWorld } from '#tests/support/browser-world.ts';

const HANDBOOK = '/handbooks/food-coop';

const world = browserWorld({ loadsStarters: true });

/** Opens a page as the owner, or as nobody, and gives it to a story; fails on anything thrown in it. */
async function on(
  path: string,
  story: (page: Page) => Promise<void>,
  { screen = 'desktop', isNobody = false }: { screen?: Screen; isNobody?: boolean } = {},
): Promise<void> {
  const person = isNobody ? {} : { person: world.owner };
  const context = await openContext(world.browser, world.product.url, { screen, ...person });
  const { page, faults } = await openPage(context);
  try {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await story(page);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

const chapterTitles = (page: Page) =>
  page
    .getByRole('region', { name: 'Chapters' })
    .getByRole('listitem')
    .getByRole('link')
    .allInnerTexts();

const PAGES = [
  { path: '/', isNobody: true },
  { path: '/sign-in', isNobody: true },
  { path: '/' },
  { path: '/people' },
  { path: '/make-handbook' },
  { path: HANDBOOK },
  { path: `${HANDBOOK}/core` },
  { path: `${HANDBOOK}/dublin` },
  { path: `${HANDBOOK}/make-edition` },
] as const;

describe.each(['desktop', 'phone'] as const)('every page on a %s', (screen) => {
  it.each(PAGES)('$path has a name, fits, and axe finds nothing serious', async (target) => {
    const { path } = target;
    await on(
      path,
      async (page) => {
        await page.waitForLoadState('networkidle');
        expect(await page.title()).toMatch(/Commonbook$/);
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(excess).toBe(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(grave.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      },
      { screen, isNobody: 'isNobody' in target },
    );
  });
});

describe('signing in', () => {
  it('leads on to the page that asked for it, and says what is wrong before that', async () => {
    const context = await openContext(world.browser, world.product.url);
    const { page } = await openPage(context);
    await page.goto(`${HANDBOOK}/dublin`);
    await page.getByLabel('E-mail address').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('do not belong together').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dublin' }).waitFor();
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'One handbook, every city’s own edition' }).waitFor();
    await context.close();
  });
});

describe('an edition for a city', () => {
  it('is made by keyboard alone', async () => {
    await on(`${HANDBOOK}/make-edition`, async (page) => {
      await page.keyboard.type('Ghen');
      await page.getByRole('option', { name: /Ghent/ }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const submit = page.getByRole('button', { name: 'Make Ghent’s edition' });
      await submit.waitFor();
      for (let steps = 0; steps < 6 && !(await isFocused(page, 'Make Ghent’s edition')); steps += 1)
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Ghent' }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`${HANDBOOK}/ghent`);
      expect(await chapterTitles(page)).toHaveLength(8);
      await page.getByText('0 of 7 filled in').waitFor();
    });
  });
});

async function isFocused(page: Page, text: string): Promise<boolean> {
  return page.evaluate((words) => document.activeElement?.textContent === words, text);
}

describe('the chapters of an edition', () => {
  it('are put in order by keyboard, and stay so', async () => {
    await on(`${HANDBOOK}/berlin`, async (page) => {
      const [first = '', second = '', ...others] = await chapterTitles(page);
      await page.getByRole('button', { name: `Move “${first}”` }).focus();
      const stored = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
      await page.keyboard.press('ArrowDown');
      await stored;
      await page.getByText(`“${first}” is now chapter 2 of 8.`).waitFor();
      await page.reload();
      await page.getByRole('button', { name: `Move “${first}”` }).waitFor();
      expect(await chapterTitles(page)).toEqual([second, first, ...others]);
    });
  });

  it('are dragged past others', async () => {
    await on(`${HANDBOOK}/dublin`, async (page) => {
      const [first = '', ...others] = await chapterTitles(page);
      const from = await page.getByRole('button', { name: `Move “${first}”` }).boundingBox();
      const last = await page
        .getByRole('button', { name: `Move “${others.at(-1)}”` })
        .boundingBox();
      if (!from || !last) throw new Error('A handle is not on the page.');
      const stored = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
      await page.mouse.move(from.x + 5, from.y + 5);
      await page.mouse.down();
      await page.mouse.move(last.x + 5, last.y + last.height + 30, { steps: 10 });
      await page.mouse.up();
      await stored;
      await page.reload();
      await page.getByRole('button', { name: `Move “${first}”` }).waitFor();
      expect(await chapterTitles(page)).toEqual([...others, first]);
    });
  });

  it('come back after they were deleted', async () => {
    await on(`${HANDBOOK}/core`, async (page) => {
      const titles = await chapterTitles(page);
      const third = titles[2] ?? '';
      await page.getByRole('button', { name: `What to do with “${third}”` }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByText(`“${third}” is deleted.`).waitFor();
      expect(await chapterTitles(page)).not.toContain(third);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('button', { name: `Move “${third}”` }).waitFor();
      expect(await chapterTitles(page)).toEqual(titles);
    });
  });

  it('are renamed in their place', async () => {
    await on(`${HANDBOOK}/core`, async (page) => {
      const [first = ''] = await chapterTitles(page);
      await page.getByRole('button', { name: `What to do with “${first}”` }).click();
      await page.getByRole('menuitem', { name: 'Rename' }).click();
      const field = page.getByRole('textbox', { name: 'New title' });
      await field.fill('What this is');
      await field.press('Enter');
      await page.getByText('It is now called “What this is”.').waitFor();
      await page.getByRole('link', { name: 'What this is' }).waitFor();
    });
  });
});

describe('local facts', () => {
  it('save themselves, and say so only when they are stored', async () => {
    await on(`${HANDBOOK}/dublin`, async (page) => {
      const field = page.getByRole('textbox', { name: 'Currency: what holds here' });
      await field.fill('euro and cent');
      await page.getByText('Not saved yet').first().waitFor();
      await field.blur();
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.reload();
      await page.getByRole('textbox', { name: 'Currency: what holds here' }).waitFor();
      expect(
        await page.getByRole('textbox', { name: 'Currency: what holds here' }).inputValue(),
      ).toBe('euro and cent');
    });
  });
});

describe('a page that is not there', () => {
  it('says so, with a way back', async () => {
    const context = await openContext(world.browser, world.product.url, { person: world.owner });
    const page = await context.newPage();
    const answer = await page.goto('/handbooks/no-such-handbook/at-all');
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    await page.getByRole('link', { name: 'Back to your handbooks' }).click();
    await page.getByRole('heading', { name: 'Handbooks' }).waitFor();
    await context.close();
  });
});
