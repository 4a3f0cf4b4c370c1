import { randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Makes a file that is never half there: `fill` writes another one beside it, which is on disk before
 * it gets the name. A crash leaves at most a stray `.part`. Rejects with the error of whatever failed,
 * and leaves nothing.
 */
export async function makeWhole(
  path: string,
  fill: (part: string) => Promise<void>,
): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await fill(part);
    const file = await open(part, 'r+');
    await file.sync().finally(() => file.close());
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The same for bytes that are there already. */
export function writeWhole(
  path: string,
  bytes: Uint8Array,
  { mode }: { readonly mode?: number } = {},
): Promise<void> {
  return makeWhole(path, (part) => writeFile(part, bytes, { flag: 'wx', mode }));
}
