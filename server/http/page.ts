/** Lists in pages: a caller asks for one row more than it gives, to know whether there is more. */

const DEFAULT_LIMIT = 100;

export interface Paging {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface Page<Row> {
  readonly results: Row[];
  /** Pass it back as `cursor` for the rest; null when there is none. */
  readonly nextCursor: string | null;
}

/**
 * One page. `read` gets how many rows to fetch and after which cursor ('' for the start);
 * `cursorOf` names a row so that `read` can go on after it.
 */
export async function pageOf<Row>(
  { limit = DEFAULT_LIMIT, cursor = '' }: Paging,
  read: (range: { readonly after: string; readonly limit: number }) => Promise<readonly Row[]>,
  cursorOf: (row: Row) => string,
): Promise<Page<Row>> {
  const rows = await read({ after: cursor, limit: limit + 1 });
  const results = rows.slice(0, limit);
  const last = results.at(-1);
  return { results, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
