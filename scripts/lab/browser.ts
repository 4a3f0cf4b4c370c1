/** Real Chromium for tests: one browser, one context a person, desktop or phone. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import type { Person } from './person.ts';

/** How Chromium is started for tests. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The two widths at which every page is judged. */
export const SCREENS = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true },
} as const;
export type Screen = keyof typeof SCREENS;

export interface ContextOptions {
  readonly screen?: Screen;
  readonly scheme?: 'light' | 'dark';
  /** BCP 47; English when not said. */
  readonly language?: string;
}

/** Starts Chromium; `close` the browser when done. Throws a sentence when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('No Chromium found. Install the package "chromium" or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A context of its own (cookies, storage) on the product at `url`, signed in as `person` if one is given. */
export async function openContext(
  browser: Browser,
  url: string,
  options: ContextOptions & { readonly person?: Person } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...SCREENS[options.screen ?? 'desktop'],
    baseURL: url,
    colorScheme: options.scheme ?? 'light',
    locale: options.language ?? 'en',
    reducedMotion: 'reduce',
  });
  if (options.person) await signInTo(context, options.person, url);
  return context;
}

/** Gives a context the person's session on the product at `url`. */
export async function signInTo(
  context: BrowserContext,
  person: Person,
  url: string,
): Promise<void> {
  await context.addCookies(cookiesOf(person, url));
}

function cookiesOf(person: Person, url: string): { name: string; value: string; url: string }[] {
  return person.cookie.split('; ').map((pair) => {
    const split = pair.indexOf('=');
    return { name: pair.slice(0, split), value: pair.slice(split + 1), url };
  });
}

/** A page that keeps what went wrong in it: errors thrown, and messages of level error. */
export async function openPage(
  context: BrowserContext,
): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, faults };
}
