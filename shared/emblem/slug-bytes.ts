import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** 32 bytes that depend on nothing but the slug: what chooses an edition's colour and emblem. */
export function slugBytes(slug: string): Uint8Array {
  return sha256(utf8ToBytes(`commonbook emblem ${slug}`));
}
