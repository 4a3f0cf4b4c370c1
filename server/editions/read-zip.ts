/** Handbooks from zip files. What comes in is from anyone: every number in it is doubted. */
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { AppError } from '#shared/errors.ts';
import type { HandbookFiles } from './handbook-model.ts';
import { pathFault } from './path-fault.ts';

export interface ZipLimits {
  readonly entryCount: number;
  /** Of one file, and of all together, unpacked. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Unpacked over packed, of everything; looked at from a megabyte on. */
  readonly ratio: number;
}

/** Far above any handbook, far below what could hurt. */
export const ZIP_LIMITS: ZipLimits = {
  entryCount: 5_000,
  fileBytes: 32 * 2 ** 20,
  totalBytes: 256 * 2 ** 20,
  ratio: 100,
};

/**
 * The files in a zip, all of them or none.
 *
 * @throws AppError `invalid` for what is no zip, is broken, locked, leaves its folder or links out of
 * it; `too-large` for what unpacks to more than the limits.
 */
export async function readZip(bytes: Uint8Array, limits = ZIP_LIMITS): Promise<HandbookFiles> {
  const zip = await opened(bytes);
  try {
    return await filesIn(zip, limits);
  } catch (cause) {
    throw cause instanceof AppError ? cause : broken(cause);
  } finally {
    zip.close();
  }
}

async function opened(bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return await fromBufferPromise(buffer, { strictFileNames: true, validateEntrySizes: true });
  } catch (cause) {
    throw broken(cause);
  }
}

/** How yauzl says that a name is none for a file inside a folder; it looks before we can. */
const NAME_FAULT =
  /^(?:invalid characters in fileName|absolute path|invalid relative path): (.*)$/s;

function broken(cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : 'unreadable';
  const [, name] = NAME_FAULT.exec(why) ?? [];
  if (name !== undefined) return refused(name, pathFault(name) ?? 'its name is unsafe');
  return new AppError('invalid', `This is not a whole zip file (${why}).`, { cause });
}

async function filesIn(zip: ZipFile, limits: ZipLimits): Promise<HandbookFiles> {
  if (zip.entryCount > limits.entryCount) throw tooLarge(`${zip.entryCount} files`);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > limits.entryCount) throw tooLarge('too many files');
  }
  const files = entries.filter((entry) => !isIgnored(entry.fileName));
  checkDeclared(files, limits);
  const names = new Set<string>();
  const read = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of files) {
    checkEntry(entry, names);
    const bytes = await contentOf(zip, entry, limits);
    total += bytes.length;
    if (total > limits.totalBytes) throw tooLarge('too much');
    read.set(entry.fileName, bytes);
  }
  return read;
}

/** Folders, and what systems leave behind in them. */
function isIgnored(name: string): boolean {
  return /\/$|^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db)$/.test(name);
}

function tooLarge(what: string): AppError {
  return new AppError('too-large', `This zip file holds more than a handbook can (${what}).`);
}

/** What the file says of itself, before anything is unpacked. */
function checkDeclared(entries: readonly Entry[], limits: ZipLimits): void {
  const sum = (of: (entry: Entry) => number) => entries.reduce((all, one) => all + of(one), 0);
  const unpacked = sum((entry) => entry.uncompressedSize);
  const packed = sum((entry) => entry.compressedSize);
  if (unpacked > limits.totalBytes) throw tooLarge('too much');
  if (unpacked > 2 ** 20 && unpacked > packed * limits.ratio) throw tooLarge('packed too tightly');
  const ranges = entries
    .map((entry) => [entry.relativeOffsetOfLocalHeader, entry.compressedSize] as const)
    .sort(([one], [other]) => one - other);
  ranges.forEach(([start], at) => {
    const [before, length] = ranges[at - 1] ?? [0, 0];
    if (at > 0 && before + length > start) throw broken(new Error('its files overlap'));
  });
}

const LINK = 0o120000;
const KIND = 0o170000;

function checkEntry(entry: Entry, names: Set<string>): void {
  const name = entry.fileName;
  const fault = pathFault(name);
  if (fault !== undefined) throw refused(name, fault);
  if (entry.isEncrypted()) throw refused(name, 'it is locked with a password');
  if (((entry.externalFileAttributes >>> 16) & KIND) === LINK) throw refused(name, 'it is a link');
  const folded = name.normalize('NFC').toLowerCase();
  if (names.has(folded)) throw refused(name, 'it is there twice');
  names.add(folded);
}

function refused(name: string, why: string): AppError {
  const shown = name.slice(0, 100);
  return new AppError('invalid', `“${shown}” cannot be taken from this zip file: ${why}.`, {
    problems: [{ at: shown, reason: why }],
  });
}

async function contentOf(zip: ZipFile, entry: Entry, limits: ZipLimits): Promise<Uint8Array> {
  if (entry.uncompressedSize > limits.fileBytes) throw tooLarge(entry.fileName.slice(0, 100));
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    // yauzl ends a stream that is longer than it was said to be; this is the second lock.
    if (length > limits.fileBytes) throw tooLarge(entry.fileName.slice(0, 100));
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw refused(entry.fileName, 'its content is damaged');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
