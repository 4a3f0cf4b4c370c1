/** Somebody on a page of the product in a real browser, and what may be wrong with that page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type ContextOptions, openContext, openPage } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import type { Product } from '#scripts/lab/product.ts';

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors thrown or logged in the page so far. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Opens a page as `person`, or as somebody who is not signed in, and waits for its heading. */
export async function visit(
  { browser, product }: { readonly browser: Browser; readonly product: Product },
  path: string,
  options: ContextOptions & { readonly person?: Person } = {},
): Promise<Visit> {
  const context = await openContext(browser, product.url, options);
  const { page, faults } = await openPage(context);
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context, faults, close: () => context.close() };
}

/** What is seriously wrong with a page as it stands: for axe, or by being wider than its screen. */
export async function graveFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...grave.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(excess > 0 ? [`the page is ${excess} px too wide`] : []),
  ];
}

/** Whether the focus is on something whose name or words begin so. */
export function hasFocus(page: Page, name: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const focused = document.activeElement;
    const words = focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
    return words.trim().startsWith(wanted);
  }, name);
}

/** Presses Tab until the focus is there; throws when it never comes. */
export async function tabTo(page: Page, name: string, { steps = 60 } = {}): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    if (await hasFocus(page, name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to “${name}”.`);
}
