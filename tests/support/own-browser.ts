/** A browser that keeps what pages leave in a folder, and can be killed: its own process. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from 'playwright-core';
import { FLAGS } from '#scripts/lab/browser.ts';
import { findChromium } from '#scripts/lab/chromium.ts';

const LISTENING = /^DevTools listening on (\S+)/;

export interface OwnBrowser {
  readonly context: BrowserContext;
  /** Ends it as the system would that has no memory left: nothing more is written. */
  kill(): Promise<void>;
}

/** Starts Chromium on this folder; `kill` it. */
export async function openOwnBrowser(folder: string): Promise<OwnBrowser> {
  const program = findChromium();
  if (program === undefined) throw new Error('No Chromium found.');
  const words = [...FLAGS, `--user-data-dir=${folder}`, '--remote-debugging-port=0'];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}.`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = LISTENING.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no context of its own.');
  return {
    context,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      await browser.close();
    },
  };
}
