/** Programs of the machine that the tests need: found, or installed where that is ours to do. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, onPath } from './lab/chromium.ts';
import { findPostgres } from './lab/postgres.ts';

/** A program that tests use, by the package of Debian that brings it. */
interface Tool {
  readonly debianPackage: string;
  readonly isHere: () => boolean;
  /** What happens where it is not and cannot be installed; undefined where nothing can be tested then. */
  readonly without?: string;
}

export const TOOLS: readonly Tool[] = [
  { debianPackage: 'poppler-utils', isHere: () => onPath('pdfinfo') !== undefined },
  { debianPackage: 'qpdf', isHere: () => onPath('qpdf') !== undefined },
  { debianPackage: 'chromium', isHere: () => findChromium() !== undefined },
  {
    debianPackage: 'postgresql',
    isHere: () => Boolean(process.env.TEST_DATABASE_URL) || findPostgres() !== undefined,
    without:
      'No PostgreSQL here: what needs a server of it is skipped. TEST_DATABASE_URL names one.',
  },
];

/** Installs Debian packages; throws when that fails. Null where it is not ours to install. */
export type Install = ((packages: readonly string[]) => void) | null;

/**
 * Makes sure that the tools are there. As root on Debian missing ones are installed; elsewhere it
 * throws an Error that says what to install, or says what is skipped for want of it.
 */
export function ensureTestTools(
  tools: readonly Tool[] = TOOLS,
  install: Install = installHere(),
): void {
  const missing = tools.filter((tool) => !tool.isHere());
  const needed = missing.filter(({ without }) => without === undefined);
  const packages = needed.map((tool) => tool.debianPackage);
  if (packages.length > 0 && install === null)
    throw new Error(
      `The tests need ${packages.join(', ')}: install them, or set CHROMIUM_PATH for the browser.`,
    );
  if (packages.length > 0) install?.(packages);
  for (const { debianPackage, without } of missing) {
    if (without === undefined) continue;
    try {
      if (install === null) console.log(without);
      else install([debianPackage]);
    } catch {
      // No network, or no such package: the tests say how many they skipped.
      console.log(without);
    }
  }
}

function installHere(): Install {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  return (packages) => {
    console.log(`Installing ${packages.join(', ')} for the tests`);
    const options = {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
    } as const;
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', ...packages], options);
  };
}
