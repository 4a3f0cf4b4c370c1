/** Programs of the machine that the tests need: found, or installed where that is ours to do. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, onPath } from './lab/chromium.ts';

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
  const missing = PDF_TOOLS.filter((tool) => onPath(tool.program) === undefined);
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
