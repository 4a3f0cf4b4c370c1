/**
 * Makes a picture of every page and state: `node scripts/run.mjs pictures [--only NAME,…] [--out FOLDER]`. A fresh
 * product with the starter handbook, each page at both widths, light and dark. Says of each whether it
 * is wider than its screen and what went wrong in it; looking at the pictures is left to people.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openBrowser, openContext, openPage, SCREENS, type Screen } from './lab/browser.ts';
import { type Product, startProduct } from './lab/product.ts';
import { type Picture, picturesOf } from './pictures/pages.ts';

const SCHEMES = ['light', 'dark'] as const;

/** Takes one picture and says in one line what is to be seen to. */
async function take(
  browser: Browser,
  product: Product,
  { picture, screen, scheme, file }: Shot,
): Promise<string> {
  const context = await openContext(browser, product.url, {
    screen,
    scheme,
    ...(picture.nobody ? {} : { person: product.owner }),
  });
  const { page, faults } = await openPage(context);
  try {
    await page.goto(picture.path, { waitUntil: 'load' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await picture.act?.(page);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.screenshot({ path: file, fullPage: !picture.screenful, animations: 'disabled' });
    const excess = width - SCREENS[screen].viewport.width;
    return [
      `${picture.name} ${screen} ${scheme}`,
      ...(excess > 0 ? [`${excess} px too wide`] : []),
      ...(picture.refused ? [] : faults),
    ].join(' · ');
  } catch (error) {
    await page.screenshot({ path: file });
    return `${picture.name} ${screen} ${scheme} · ${error instanceof Error ? error.message : error}`;
  } finally {
    await context.close();
  }
}

interface Shot {
  readonly picture: Picture;
  readonly screen: Screen;
  readonly scheme: (typeof SCHEMES)[number];
  readonly file: string;
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, out: { type: 'string', default: '.cache/pictures' } },
});
mkdirSync(values.out, { recursive: true });
const product = await startProduct({ env: { STARTER_HANDBOOKS: '1' } });
const browser = await openBrowser();
try {
  for (const picture of await picturesOf(product)) {
    if (values.only !== undefined && !values.only.split(',').includes(picture.name)) continue;
    for (const scheme of SCHEMES) {
      for (const screen of ['desktop', 'phone'] as const) {
        const file = join(values.out, `${picture.name}-${screen}-${scheme}.png`);
        console.log(await take(browser, product, { picture, screen, scheme, file }));
      }
    }
  }
} finally {
  await browser.close();
  await product.stop();
}
