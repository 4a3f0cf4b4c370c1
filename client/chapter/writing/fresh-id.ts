import { type BlockId, newBlockId } from '#shared/ids.ts';

/** An id for a block that this person makes. */
export function freshId(): BlockId {
  return newBlockId((length) => crypto.getRandomValues(new Uint8Array(length)));
}
