import type Sqlite from 'better-sqlite3';
import type { Statement, StatementResult } from './sqlite-requests.ts';

/** How many prepared statements a connection keeps; the oldest goes first. */
const KEPT = 300;

/** Runs statements on one connection and keeps them prepared. */
export interface Statements {
  /** Runs to its end. Bytes come as Uint8Array. */
  run(statement: Statement): StatementResult;
  /** Whether it only reads. */
  isReading(sql: string): boolean;
  /** Row by row, for results too large to hold. */
  iterate(statement: Statement): IterableIterator<Record<string, unknown>>;
}

/** For as long as the connection is open. */
export function createStatements(database: Sqlite.Database): Statements {
  const kept = new Map<string, Sqlite.Statement<unknown[], Record<string, unknown>>>();

  const prepare = (sql: string) => {
    const found = kept.get(sql);
    if (found) return found;
    const statement = database.prepare<unknown[], Record<string, unknown>>(sql);
    if (kept.size >= KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
    kept.set(sql, statement);
    return statement;
  };

  return {
    run: ({ sql, parameters }) => {
      const statement = prepare(sql);
      if (!statement.reader) return { rows: [], changeCount: statement.run(...parameters).changes };
      const rows = statement.all(...parameters);
      for (const row of rows) plainBytes(row);
      return { rows, changeCount: statement.readonly ? 0 : rows.length };
    },
    isReading: (sql) => {
      const statement = prepare(sql);
      return statement.readonly && statement.reader;
    },
    iterate: function* ({ sql, parameters }) {
      // Its own statement: one that is being iterated cannot be run by anybody else.
      for (const row of database
        .prepare<unknown[], Record<string, unknown>>(sql)
        .iterate(...parameters))
        yield plainBytes(row);
    },
  };
}

/** Turns Node's Buffers into the Uint8Array that the rest of the product knows, in place. */
function plainBytes(row: Record<string, unknown>): Record<string, unknown> {
  for (const [column, value] of Object.entries(row))
    if (Buffer.isBuffer(value))
      row[column] = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return row;
}
