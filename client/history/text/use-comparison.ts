import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Block } from '#shared/content/content.ts';
import { blockOfCanonical, withId } from '#shared/content/content.ts';
import { type BlockChange, compareBlocks } from '#shared/merge/merge.ts';
import { versionQuery, type WholeVersion } from '../queries.ts';

export interface Comparison {
  readonly version: WholeVersion;
  readonly blocks: readonly Block[];
  readonly changes: readonly BlockChange[];
}

/** Reads two versions and what lies between them; `against` 0 is nothing to compare with. */
export function useComparison(
  chapterId: string,
  { version, against }: { readonly version: number; readonly against: number },
): { readonly comparison: Comparison | undefined; readonly error: unknown } {
  const after = useQuery({ ...versionQuery(chapterId, version), enabled: version > 0 });
  const before = useQuery({ ...versionQuery(chapterId, against), enabled: against > 0 });
  const [read] = useState(blockReader);
  const comparison = useMemo(() => {
    if (after.data === undefined) return undefined;
    if (against > 0 && before.data === undefined) return undefined;
    const blocks = read(after.data);
    const earlier = before.data === undefined || against === 0 ? blocks : read(before.data);
    return { version: after.data, blocks, changes: compareBlocks(earlier, blocks) };
  }, [after.data, before.data, against, read]);
  return { comparison, error: after.error ?? before.error };
}

/** Reads versions' blocks. The same content of the same block is the same object every time. */
function blockReader(): (version: WholeVersion) => Block[] {
  const known = new Map<string, Block>();
  return ({ blocks, contents }) =>
    blocks.flatMap(({ id, hash }) => {
      const key = `${id} ${hash}`;
      const canonical = contents[hash];
      const block = known.get(key);
      if (block !== undefined) return [block];
      if (canonical === undefined) return [];
      const read = { id, json: withId(blockOfCanonical(canonical), id) };
      known.set(key, read);
      return [read];
    });
}
