import { randomBytes } from 'node:crypto';
import type { RandomBytes } from '#shared/ids.ts';

/** The machine's cryptographic randomness. */
export const systemRandom: RandomBytes = (length) => new Uint8Array(randomBytes(length));
