import { type AsyncZippable, zip } from 'fflate';

/** Files by their path inside the archive. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>;

/** The earliest time that a zip can hold: equal files give equal bytes, whenever they are packed. */
const NO_TIME = '1980-01-01T00:00:00';
const PACKED_ALREADY = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/** One archive, its files in alphabetical order and without times. Packs in threads of its own. */
export function zipFiles(files: ArchiveFiles): Promise<Uint8Array> {
  const tree: AsyncZippable = {};
  for (const path of [...files.keys()].sort())
    tree[path] = [
      files.get(path) ?? new Uint8Array(),
      { level: PACKED_ALREADY.test(path) ? 0 : 6 },
    ];
  return new Promise((resolve, reject) => {
    zip(tree, { mtime: NO_TIME }, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}
