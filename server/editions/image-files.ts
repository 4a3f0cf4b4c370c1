/** The pictures of a handbook's folder, whatever they are called there. */

import { posix } from 'node:path';
import { sha256 } from '#server/lib/sha256.ts';
import type { Problem } from '#shared/errors.ts';
import type { Hash } from '#shared/ids.ts';
import type { HandbookFiles, ImageModel } from './handbook-model.ts';

/** By their first bytes: what a file is called proves nothing. */
const KINDS: readonly (readonly [
  Exclude<ImageModel['extension'], 'jpeg'>,
  (bytes: Uint8Array) => boolean,
])[] = [
  ['png', (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['jpg', (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff])],
  ['gif', (bytes) => ascii(bytes, 0, 6) === 'GIF87a' || ascii(bytes, 0, 6) === 'GIF89a'],
  ['webp', (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

export interface ReadImages {
  readonly images: readonly ImageModel[];
  /** `images/<sha256>.<ext>` for a path that a text names; undefined when there is no such file. */
  readonly imageSource: (src: string) => string | undefined;
  /** Files among the pictures that are none. */
  readonly strays: readonly Problem[];
}

/** Whether a file is a picture by its bytes, and not one that this product wrote under its hash. */
export function isForeignPicture(path: string, bytes: Uint8Array): boolean {
  const isPicture = KINDS.some(([, isKind]) => isKind(bytes));
  return isPicture && !posix.basename(path).startsWith(`${sha256(bytes)}.`);
}

/** Every picture in the folder, each once. */
export function readImages(files: HandbookFiles): ReadImages {
  const images = new Map<Hash, ImageModel>();
  const sources = new Map<string, string>();
  const strays: Problem[] = [];
  for (const [path, bytes] of files) {
    const kind = KINDS.find(([, isKind]) => isKind(bytes))?.[0];
    if (kind === undefined) {
      const reason = 'Not a PNG, JPEG, GIF or WebP picture: it was left out.';
      if (path.startsWith('images/')) strays.push({ at: path, reason });
      continue;
    }
    const hash = sha256(bytes);
    const name = posix.basename(path);
    const isOurName = name.startsWith(`${hash}.`);
    const extension = kind === 'jpg' && name === `${hash}.jpeg` ? 'jpeg' : kind;
    images.set(hash, { hash, extension, bytes, name: isOurName ? '' : name });
    sources.set(path, `images/${hash}.${extension}`);
  }
  return { images: [...images.values()], imageSource: (src) => sourceOf(src, sources), strays };
}

/** Texts name pictures from the handbook's folder or from their own, as other programs do. */
function sourceOf(src: string, sources: ReadonlyMap<string, string>): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(src)) return undefined;
  const path = posix.normalize(decoded(src)).replace(/^(?:\.\.?\/)+/, '');
  return sources.get(path);
}

function decoded(src: string): string {
  try {
    return decodeURIComponent(src);
  } catch {
    return src;
  }
}
