/** Programs of the machine that the tests need: found, or installed where that is ours to do. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Tool {
  readonly program: string;
  readonly debianPackage: string;
}

const PDF_TOOLS: readonly Tool[] = [
  { program: 'pdfinfo', debianPackage: 'poppler-utils' },
  { program: 'qpdf', debianPackage: 'qpdf' },
];
const CHROMIUM: Tool = { program: 'chromium', debianPackage: 'chromium' };

/**
 * Makes sure that Chromium and the PDF tools are there. As root on Debian missing ones are installed;
 * elsewhere it throws an Error that says what to install.
 */
export function ensureTestTools(): void {
  const missing = PDF_TOOLS.filter((tool) => find(tool.program) === undefined);
  if (findChromium() === undefined) missing.push(CHROMIUM);
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.debianPackage);
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version'))
    throw new Error(
      `The tests need ${packages.join(', ')}: install them, or set CHROMIUM_PATH for the browser.`,
    );
  console.log(`Installing ${packages.join(', ')} for the tests`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '-qq', ...packages], { env, stdio: 'ignore' });
}

/** The browser's path: CHROMIUM_PATH, else a usual system place; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) return named;
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .map(find)
    .find(Boolean);
}

function find(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}
