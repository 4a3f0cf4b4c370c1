import { type BlockJson, sanitizeBlock, withId } from '#shared/content/content.ts';
import type { BlockLineage } from './use-lineage.ts';

/** The core's block under its id; undefined when it has none here, or none that can be shown. */
export function coreBlock({ upstream, blockId }: BlockLineage): BlockJson | undefined {
  const block = upstream === null ? undefined : sanitizeBlock(parsed(upstream));
  return block && withId(block, blockId);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
