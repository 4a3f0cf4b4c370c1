import type { Chapter } from '#client/api/api.ts';
import type { Action } from '#shared/access/access.ts';

export interface Rights {
  readonly mayWrite: boolean;
  readonly mayRename: boolean;
}

/** What whoever looks at a chapter may do there, as far as the page shows it. The server decides. */
export function rightsIn({
  may,
  deletedAt,
  edition,
}: Pick<Chapter, 'may' | 'deletedAt'> & {
  readonly edition: Pick<Chapter['edition'], 'isCore'>;
}): Rights {
  const write: Action = edition.isCore ? 'write-core' : 'write-city';
  const arrange: Action = edition.isCore ? 'arrange-core' : 'arrange-city';
  const isThere = deletedAt === null;
  return {
    mayWrite: isThere && may.includes(write),
    mayRename: isThere && may.includes(arrange),
  };
}
