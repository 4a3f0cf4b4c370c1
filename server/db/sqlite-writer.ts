import Sqlite from 'better-sqlite3';
import { never } from '#shared/errors.ts';
import type {
  Statement,
  StatementResult,
  WriterFault,
  WriterReply,
  WriterRequest,
} from './sqlite-requests.ts';
import { createStatements, type Statements } from './sqlite-statements.ts';

type Batch = Extract<WriterRequest, { kind: 'batch' }>;

/** More statements than this do not share a commit, so that nobody waits long for the others. */
const GROUP_LIMIT = 1_000;

/**
 * The only writer of a SQLite file. Requests are taken in order; batches that wait together share
 * one commit (one fsync), each inside a savepoint of its own, so that one that fails takes nothing
 * of the others with it. A reply is sent after the commit, never before.
 */
export class SqliteWriter {
  readonly #database: Sqlite.Database;
  readonly #statements: Statements;
  readonly #reply: (reply: WriterReply) => void;
  readonly #silenceMs: number;
  readonly #isInPlace: () => boolean;
  readonly #waiting: WriterRequest[] = [];
  /** `isLost`: SQLite has rolled it back by itself; nothing more of it may be run. */
  #open: { readonly transaction: number; isLost: boolean } | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly database: Sqlite.Database;
    readonly reply: (reply: WriterReply) => void;
    readonly silenceMs: number;
    /** Whether the file that is open still bears its name. */
    readonly isInPlace: () => boolean;
  }) {
    this.#database = options.database;
    this.#statements = createStatements(options.database);
    this.#reply = options.reply;
    this.#silenceMs = options.silenceMs;
    this.#isInPlace = options.isInPlace;
  }

  /** Takes requests that have arrived together and answers all that can be answered now. */
  take(requests: readonly WriterRequest[]): void {
    this.#waiting.push(...requests);
    for (let next = this.#next(); next; next = this.#next()) this.#perform(next);
  }

  /** What may run now: while a transaction is open, only what belongs to it. */
  #next(): WriterRequest | undefined {
    const open = this.#open;
    if (!open) return this.#waiting.shift();
    const at = this.#waiting.findIndex(
      (request) => 'transaction' in request && request.kind !== 'begin',
    );
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  #perform(request: WriterRequest): void {
    switch (request.kind) {
      case 'batch':
        this.#performGroup([request, ...this.#batchesBehind(request)]);
        break;
      case 'alone':
        this.#answer(request.id, () => [this.#statements.run(request.statement)]);
        break;
      case 'begin':
        this.#begin(request.id, request.transaction);
        break;
      case 'step':
        this.#step(request.id, request.transaction, request.statement);
        break;
      case 'end':
        this.#end(request.id, request.transaction, request.verb);
        break;
      case 'close':
        this.#close(request.id);
        break;
      default:
        never(request);
    }
  }

  /** The batches that stand directly behind this one in the queue. */
  #batchesBehind(first: Batch): Batch[] {
    const group: Batch[] = [];
    let statementCount = first.statements.length;
    for (let next = this.#waiting[0]; next?.kind === 'batch'; next = this.#waiting[0]) {
      statementCount += next.statements.length;
      if (statementCount > GROUP_LIMIT) break;
      group.push(next);
      this.#waiting.shift();
    }
    return group;
  }

  #performGroup(group: readonly Batch[]): void {
    const [first] = group;
    if (group.length === 1 && first) {
      this.#answer(first.id, () => this.#runAsTransaction(first.statements));
      return;
    }
    const replies: WriterReply[] = [];
    try {
      this.#transaction(() => {
        for (const batch of group) replies.push(this.#runInSavepoint(batch));
      });
    } catch {
      // The commit itself failed, or SQLite gave up the whole transaction: nothing of the group is
      // stored. Each batch is tried again by itself and gets the answer that is its own.
      for (const { id, statements } of group)
        this.#answer(id, () => this.#runAsTransaction(statements));
      return;
    }
    for (const reply of replies) this.#reply(reply);
  }

  #runInSavepoint({ id, statements }: Batch): WriterReply {
    this.#database.exec('savepoint batch');
    try {
      const results = statements.map((statement) => this.#statements.run(statement));
      this.#database.exec('release batch');
      return { id, results };
    } catch (error) {
      if (!this.#database.inTransaction) throw error;
      this.#database.exec('rollback to batch; release batch');
      return { id, fault: faultOf(error) };
    }
  }

  #runAsTransaction(statements: readonly Statement[]): StatementResult[] {
    const [only] = statements;
    this.#assertInPlace();
    // A single statement is a transaction by itself.
    if (statements.length === 1 && only) return [this.#statements.run(only)];
    return this.#transaction(() => statements.map((statement) => this.#statements.run(statement)));
  }

  #transaction<Result>(work: () => Result): Result {
    this.#assertInPlace();
    this.#database.exec('begin immediate');
    try {
      const result = work();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  #begin(id: number, transaction: number): void {
    this.#answer(id, () => {
      this.#assertInPlace();
      this.#database.exec('begin immediate');
      this.#open = { transaction, isLost: false };
      this.#expectMore();
      return [];
    });
  }

  #step(id: number, transaction: number, statement: Statement): void {
    const open = this.#open;
    if (open?.transaction !== transaction || open.isLost) {
      this.#reply(ended(id));
      return;
    }
    this.#expectMore();
    this.#answer(id, () => {
      try {
        return [this.#statements.run(statement)];
      } finally {
        // On a full disk and the like SQLite rolls back at once; running on would commit each step.
        if (!this.#database.inTransaction) open.isLost = true;
      }
    });
  }

  #end(id: number, transaction: number, verb: 'commit' | 'rollback'): void {
    const open = this.#open;
    const isMine = open?.transaction === transaction;
    if (!isMine || open.isLost) {
      if (isMine) this.#letGo();
      // What is already rolled back is rolled back; it cannot be committed any more.
      this.#reply(verb === 'rollback' ? { id, results: [] } : ended(id));
      return;
    }
    this.#letGo();
    this.#answer(id, () => {
      try {
        if (verb === 'commit') this.#assertInPlace();
        this.#database.exec(verb);
      } finally {
        if (this.#database.inTransaction) this.#database.exec('rollback');
      }
      return [];
    });
  }

  /** Before each commit, not before what runs alone: a backup can then still save what is open. */
  #assertInPlace(): void {
    if (this.#isInPlace()) return;
    throw new Sqlite.SqliteError('the file was moved or replaced', 'SQLITE_READONLY_DBMOVED');
  }

  #expectMore(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      this.#letGo();
      this.take([]);
    }, this.#silenceMs);
  }

  #letGo(): void {
    clearTimeout(this.#silence);
    this.#open = undefined;
  }

  #close(id: number): void {
    this.#answer(id, () => {
      this.#database.close();
      return [];
    });
  }

  #answer(id: number, work: () => readonly StatementResult[]): void {
    try {
      this.#reply({ id, results: work() });
    } catch (error) {
      this.#reply({ id, fault: faultOf(error) });
    }
  }
}

function ended(id: number): WriterReply {
  return {
    id,
    fault: { code: 'TRANSACTION_ENDED', message: 'this transaction has been rolled back already' },
  };
}

/** An error as it crosses threads; better-sqlite3's own would arrive without its message. */
export function faultOf(error: unknown): WriterFault {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
