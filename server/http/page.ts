/** Lists in pages: a caller asks for one row more than it gives, to know whether there is more. */

const DEFAULT_LIMIT = 100;

/** What a caller asks for: how many rows, and after which page. */
export interface Paging {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Which rows to read: so many, behind a key; the key is '' for the start. */
export interface Range<Key extends string = string> {
  readonly after: Key;
  readonly limit: number;
}

/** Rows, and the way to those behind them. */
export interface Page<Row> {
  readonly results: Row[];
  /** Pass it back as `cursor` for the rest; null when there is none. */
  readonly nextCursor: string | null;
}

/** One page of what `read` gives; `keyOf` names a row so that `read` can go on behind it. */
export async function pageOf<Row, Key extends string>(
  { limit = DEFAULT_LIMIT, cursor = '' }: Paging,
  read: (range: Range<Key>) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): Promise<Page<Row>> {
  // A cursor is the key of an earlier page's last row; whoever makes one up gets rows that they may see.
  const after = cursor as Key;
  const rows = await read({ after, limit: limit + 1 });
  const results = rows.slice(0, limit);
  const last = results.at(-1);
  return { results, nextCursor: rows.length > limit && last ? keyOf(last) : null };
}
