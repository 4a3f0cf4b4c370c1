import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where systems put it that do not have it on the path. */
const PLACES = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The first place on the path that has the program; undefined when none has. */
export function onPath(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/**
 * Where Chromium is: where `CHROMIUM_PATH` says, else in the usual places of systems, else Playwright's
 * own; undefined when it is in none of them.
 */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM_PATH ?? installed().find((path) => existsSync(path));
}

function installed(): string[] {
  return [...NAMES.flatMap((name) => onPath(name) ?? []), ...PLACES, chromium.executablePath()];
}
