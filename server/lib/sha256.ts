import { createHash } from 'node:crypto';
import type { Hash } from '#shared/ids.ts';

/** SHA-256 of bytes, or of a text as UTF-8, in the form in which it is stored and names files. */
export function sha256(content: Uint8Array | string): Hash {
  return createHash('sha256').update(content).digest('hex') as Hash;
}
