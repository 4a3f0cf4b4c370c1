/** What the calling threads and SQLite's writer thread say to each other. */

export interface Statement {
  readonly sql: string;
  /** Numbers, bigints, texts, bytes and null. */
  readonly parameters: readonly unknown[];
}

export interface StatementResult {
  readonly rows: readonly Record<string, unknown>[];
  readonly changeCount: number;
}

export type WriterRequest =
  /** All statements in one transaction of their own; several batches may share one commit. */
  | { readonly kind: 'batch'; readonly id: number; readonly statements: readonly Statement[] }
  /** Outside any transaction, as PRAGMA and VACUUM must be. */
  | { readonly kind: 'alone'; readonly id: number; readonly statement: Statement }
  /** A transaction in several messages: nobody else writes until it ends. */
  | { readonly kind: 'begin'; readonly id: number; readonly transaction: number }
  | {
      readonly kind: 'step';
      readonly id: number;
      readonly transaction: number;
      readonly statement: Statement;
    }
  | {
      readonly kind: 'end';
      readonly id: number;
      readonly transaction: number;
      readonly verb: 'commit' | 'rollback';
    }
  /** Finish what was asked before, close the database, end the thread. */
  | { readonly kind: 'close'; readonly id: number };

export type WriterReply =
  | { readonly id: number; readonly results: readonly StatementResult[] }
  | { readonly id: number; readonly fault: WriterFault };

/** An error as it crosses threads: SQLite's own code says what it is. */
export interface WriterFault {
  readonly code: string;
  readonly message: string;
}

/** The thread's first word: whether it has the file open. */
export type WriterOpening =
  | { readonly kind: 'open' }
  | { readonly kind: 'fault'; readonly fault: WriterFault };

/** What the thread is started with. */
export interface WriterOptions {
  readonly path: string;
  /** `full` in the product. `normal` loses acknowledged commits in a power cut: the trials' control. */
  readonly synchronous: 'full' | 'normal';
  /** A transaction that stays silent for longer is given up, so that the others can write. */
  readonly silenceMs: number;
}
