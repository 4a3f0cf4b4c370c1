import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { storageError } from './storage-error.ts';

const INT8 = 20;
const NUMERIC = 1700;
const BYTEA = 17;

/**
 * How PostgreSQL's values become ours. Counts and times are far below 2^53, so that whole numbers
 * are numbers on both databases; bytes are Uint8Array.
 */
export const POSTGRES_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [NUMERIC]: Number,
};

function parserOf(type: number, format?: 'text' | 'binary') {
  const own = POSTGRES_PARSERS[type];
  if (own) return own;
  const usual = pg.types.getTypeParser(type, format);
  if (type !== BYTEA) return usual;
  return (text: string) => new Uint8Array(usual(text));
}

/** A pool of connections. A connection that dies while idle is dropped and made anew when needed. */
export function openPostgresPool(url: string): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'commonbook',
    types: { getTypeParser: parserOf },
  });
  // Without listeners a connection that the server closes would end this process. The pool has
  // already forgotten the connection; whoever was using it gets the error from the query.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return withStorageErrors({
    connect: () => pool.connect(),
    end: () => pool.end(),
  });
}

/** The same pool, throwing AppError('unavailable') where the storage is at fault. */
export function withStorageErrors(pool: {
  connect(): Promise<PostgresPoolClient>;
  end(): Promise<void>;
}): PostgresPool {
  return {
    connect: async () => guarded(await pool.connect().catch(rethrow)),
    end: () => pool.end(),
  };
}

/** Each pooled client is wrapped once: Kysely recognises its connections by identity. */
const wrapped = new WeakMap<PostgresPoolClient, PostgresPoolClient>();

function guarded(client: PostgresPoolClient): PostgresPoolClient {
  const known = wrapped.get(client);
  if (known) return known;
  const query = (async (sql: string, parameters: readonly unknown[]) =>
    client.query(sql, parameters).catch(rethrow)) as PostgresPoolClient['query'];
  const own: PostgresPoolClient = { query, release: () => client.release() };
  wrapped.set(client, own);
  return own;
}

function rethrow(error: unknown): never {
  throw storageError(error);
}
