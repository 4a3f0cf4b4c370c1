import { type Zippable, zipSync } from 'fflate';

/** Files by their path inside the archive. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>;

/**
 * The earliest time that a zip can hold, in the clock time that zips are kept in: equal files give
 * equal bytes, whenever and wherever they are packed.
 */
const NO_TIME = '1980-01-01T00:00:00';
const PACKED_ALREADY = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/**
 * One archive, its files in alphabetical order and without times. In JavaScript on purpose: each
 * system's zlib packs the same files into other bytes. Blocks the thread (printer.ts).
 */
export function zipFiles(files: ArchiveFiles): Uint8Array {
  const tree: Zippable = {};
  for (const path of [...files.keys()].sort())
    tree[path] = [
      files.get(path) ?? new Uint8Array(),
      { level: PACKED_ALREADY.test(path) ? 0 : 6 },
    ];
  return zipSync(tree, { mtime: NO_TIME });
}
