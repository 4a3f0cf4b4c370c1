/** What independent readers say of a PDF: poppler's and qpdf's commands on a temporary file. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '#scripts/lab/chromium.ts';

/** Runs a command with the file in place of `FILE`; throws when it fails, or is not installed. */
export function ask(pdf: Uint8Array, command: string, ...args: string[]): string {
  if (onPath(command) === undefined)
    throw new Error(
      `There is no ${command}: install poppler-utils and qpdf, or run npm test, which does so where it may.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'commonbook-pdf-'));
  try {
    const file = join(folder, 'book.pdf');
    writeFileSync(file, pdf);
    const told = args.map((arg) => (arg === 'FILE' ? file : arg));
    return execFileSync(command, told, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      // Poppler complains of a border colour that the standard allows, and of `/Suspects false`, which
      // PDF/UA-1 asks for.
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words of each page. */
export function pages(pdf: Uint8Array): string[] {
  return ask(pdf, 'pdftotext', '-layout', 'FILE', '-').split('\f').slice(0, -1);
}

/** The titles of the bookmarks, in order, with their depth from 0. */
export function bookmarks(pdf: Uint8Array): { title: string; depth: number }[] {
  const json: unknown = JSON.parse(ask(pdf, 'qpdf', '--json', '--json-key=outlines', 'FILE'));
  const found: { title: string; depth: number }[] = [];
  const walk = (entries: unknown, depth: number) => {
    if (!Array.isArray(entries)) return;
    for (const entry of entries) {
      found.push({ title: String(entry.title), depth });
      walk(entry.kids, depth + 1);
    }
  };
  walk((json as { outlines: unknown }).outlines, 0);
  return found;
}

/** Every address that the file carries. */
export function addresses(pdf: Uint8Array): string[] {
  const plain = ask(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-');
  return [...plain.matchAll(/\/URI \(((?:[^()\\]|\\.)*)\)/g)].map((match) => match[1] ?? '');
}
