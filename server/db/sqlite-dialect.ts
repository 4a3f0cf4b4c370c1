/**
 * Kysely's dialect for our SQLite: writes and transactions go to the writer thread, plain SELECTs
 * are answered on the calling thread by a read-only connection, which sees every commit that was
 * acknowledged before.
 */
import type Sqlite from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { openReading } from './sqlite-open.ts';
import type { WriterPort } from './sqlite-port.ts';
import type { StatementResult } from './sqlite-requests.ts';
import { createStatements, type Statements } from './sqlite-statements.ts';
import { storageError } from './storage-error.ts';

/** Where a connection's queries go now. */
type Mode =
  | { readonly kind: 'single' }
  | { readonly kind: 'writing'; readonly transaction: number }
  | { readonly kind: 'reading'; readonly snapshot: Reader };

interface Connection extends DatabaseConnection {
  mode: Mode;
}

interface Reader {
  readonly database: Sqlite.Database;
  readonly statements: Statements;
}

/** Reads at `path` in this thread, and writes through the writer's. */
export function sqliteDialect(path: string, writer: WriterPort): Dialect {
  return {
    createDriver: () => createDriver(path, writer),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    // SQLite's tables are made and changed in transactions like anything else; Kysely's own adapter
    // says otherwise, and would leave half of a failed migration behind.
    createAdapter: () =>
      Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function createDriver(path: string, writer: WriterPort): Driver {
  const reader = createReader(path);
  /** Snapshots that are not in use; as many as were ever in use at once. */
  const idle: Reader[] = [];
  const connections = new WeakMap<DatabaseConnection, Connection>();
  let lastTransaction = 0;

  const own = (connection: DatabaseConnection): Connection => {
    const found = connections.get(connection);
    if (!found) throw new TypeError('This connection belongs to another database.');
    return found;
  };
  const leave = (connection: Connection, snapshot: Reader, verb: string) => {
    connection.mode = { kind: 'single' };
    snapshot.database.exec(verb);
    idle.push(snapshot);
  };
  const end = async (connection: Connection, verb: 'commit' | 'rollback') => {
    const { mode } = connection;
    if (mode.kind === 'reading') return leave(connection, mode.snapshot, verb);
    if (mode.kind === 'single') {
      // Kysely rolls back after a commit that failed; then nothing is left to undo.
      if (verb === 'rollback') return;
      throw new TypeError('No transaction is open here.');
    }
    connection.mode = { kind: 'single' };
    await writer.ask({ kind: 'end', transaction: mode.transaction, verb });
  };

  return {
    init: async () => {},
    acquireConnection: async () => {
      const connection = createConnection(reader, writer);
      connections.set(connection, connection);
      return connection;
    },
    beginTransaction: async (connection, settings) => {
      if (settings.accessMode === 'read only') {
        const snapshot = idle.pop() ?? createReader(path);
        snapshot.database.exec('begin');
        own(connection).mode = { kind: 'reading', snapshot };
        return;
      }
      lastTransaction += 1;
      const transaction = lastTransaction;
      await writer.ask({ kind: 'begin', transaction });
      own(connection).mode = { kind: 'writing', transaction };
    },
    commitTransaction: (connection) => end(own(connection), 'commit'),
    rollbackTransaction: (connection) => end(own(connection), 'rollback'),
    releaseConnection: async () => {},
    destroy: async () => {
      for (const { database } of [reader, ...idle]) database.close();
    },
  };
}

function createReader(path: string): Reader {
  const database = openReading(path);
  return { database, statements: createStatements(database) };
}

function createConnection(reader: Reader, writer: WriterPort): Connection {
  const connection: Connection = {
    mode: { kind: 'single' },
    executeQuery: async <Row>(query: CompiledQuery) => {
      const result = await run(query, connection.mode, reader, writer);
      // The row's type is what the caller's query says it is: a parse that Kysely stands for.
      return asResult<Row>(query, result);
    },
    streamQuery: async function* <Row>(query: CompiledQuery) {
      const { statements } = connection.mode.kind === 'reading' ? connection.mode.snapshot : reader;
      for (const row of statements.iterate(query)) yield { rows: [row as Row] };
    },
  };
  return connection;
}

async function run(
  query: CompiledQuery,
  mode: Mode,
  reader: Reader,
  writer: WriterPort,
): Promise<StatementResult> {
  const statement = { sql: query.sql, parameters: query.parameters };
  if (mode.kind === 'reading') return readHere(mode.snapshot, statement);
  if (mode.kind === 'writing')
    return firstOf(await writer.ask({ kind: 'step', transaction: mode.transaction, statement }));
  if (isSelect(query) && reader.statements.isReading(query.sql)) return readHere(reader, statement);
  return firstOf(
    await writer.ask(
      isChange(query) ? { kind: 'batch', statements: [statement] } : { kind: 'alone', statement },
    ),
  );
}

function readHere(
  reader: Reader,
  statement: { sql: string; parameters: readonly unknown[] },
): StatementResult {
  try {
    return reader.statements.run(statement);
  } catch (error) {
    throw storageError(error);
  }
}

function firstOf(results: readonly StatementResult[]): StatementResult {
  return results[0] ?? { rows: [], changeCount: 0 };
}

function asResult<Row>(query: CompiledQuery, result: StatementResult): QueryResult<Row> {
  const rows = result.rows as readonly unknown[] as Row[];
  return isChange(query) ? { rows, numAffectedRows: BigInt(result.changeCount) } : { rows };
}

/** A statement that reads, or is written by hand and looks like it: SQLite has the last word. */
function isSelect({ query, sql }: CompiledQuery): boolean {
  return (
    query.kind === 'SelectQueryNode' ||
    (query.kind === 'RawNode' && /^\s*(select|with|explain)\b/i.test(sql))
  );
}

/** A statement that may share a transaction with others. PRAGMA and VACUUM may not. */
function isChange({ query }: CompiledQuery): boolean {
  return (
    query.kind === 'InsertQueryNode' ||
    query.kind === 'UpdateQueryNode' ||
    query.kind === 'DeleteQueryNode'
  );
}
