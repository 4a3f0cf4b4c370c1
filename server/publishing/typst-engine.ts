import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryPath } from '#server/lib/entry.ts';
import { createQueue } from '#server/lib/queue.ts';
import { AppError } from '#shared/errors.ts';
import type { BookFile, TypesetFault, TypesetReply } from './typst-messages.ts';

export interface TypesetBook {
  readonly pdf: Uint8Array;
  readonly pageCount: number;
  readonly inaccessible: TypesetFault | null;
}

/** Makes a PDF of a book's files. The only thing that the rest knows of the typesetter. */
export interface PdfEngine {
  /**
   * One book at a time; later ones wait. Rejects with an UnsettableBook when it cannot be set, with an
   * AppError when it runs too long or takes too much memory; the next book is not affected.
   */
  typeset(files: readonly BookFile[], timestamp: number): Promise<TypesetBook>;
  /** Ends the process at once, also in the middle of a book, whose promise then rejects. */
  close(): Promise<void>;
}

export interface TypstLimits {
  /** Milliseconds that one book may take. */
  readonly duration: number;
  /** Bytes of memory at which the process is killed. */
  readonly memory: number;
  /** Bytes after a book at which it is replaced by a fresh one. */
  readonly worn: number;
  /** Books after which it is replaced. */
  readonly books: number;
  /** Milliseconds without a book after which it is ended: it holds half a gigabyte. */
  readonly idle: number;
}

const LIMITS: TypstLimits = {
  duration: 120_000,
  memory: 2_000_000_000,
  worn: 1_200_000_000,
  books: 50,
  idle: 120_000,
};
const WATCH_EVERY = 250;

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  bookCount: number;
}

function hasEnded({ child }: Running): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Resident bytes of a process; undefined where the system does not say (then only time is limited). */
function residentBytes(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return pages === undefined ? undefined : Number(pages) * 4096;
  } catch {
    // It has just ended, and its exit is dealt with where it is waited for.
    return undefined;
  }
}

function start(): Running {
  const workspace = mkdtempSync(join(tmpdir(), 'commonbook-typst-'));
  const child = fork(entryPath('typst-process'), [workspace], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Nothing of the server's: no secrets, no proxy, and the same time zone everywhere.
    env: { TZ: 'UTC' },
    execArgv: [],
  });
  // Writers come before printers.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => rmSync(workspace, { recursive: true, force: true }));
  return { child, exited, bookCount: 0 };
}

const CRASHED = 'The typesetter stopped while it set this book. Try again, or export as Markdown.';
const TOO_LONG =
  'The book took too long to set. Look for a very large table or a very long word, or export as Markdown.';
const TOO_BIG =
  'The book needed more memory than an export may use. Leave out some pictures, or export as Markdown.';

/** A book that does not become pages: the typesetter's words, and the chapter where it is one's. */
export class UnsettableBook extends Error {
  readonly fault: TypesetFault;

  constructor(fault: TypesetFault) {
    super(fault.message);
    this.name = 'UnsettableBook';
    this.fault = fault;
  }
}

/** The typesetter in a process of its own: started with the first book, warm for the next ones. */
export function createTypstEngine(limits: Partial<TypstLimits> = {}): PdfEngine {
  const limit = { ...LIMITS, ...limits };
  const queue = createQueue<'typst'>();
  let running: Running | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let jobCount = 0;
  let isClosed = false;

  async function stop(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = running;
    running = undefined;
    if (!ending) return;
    ending.child.kill('SIGKILL');
    await ending.exited;
  }

  function set(on: Running, files: readonly BookFile[], timestamp: number): Promise<TypesetBook> {
    const job = ++jobCount;
    const { child } = on;
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(deadline);
        clearInterval(watch);
        child.off('message', hear);
        child.off('exit', crash);
        settle();
      };
      const kill = (sentence: string) => {
        end(() => reject(new AppError('unavailable', sentence)));
        child.kill('SIGKILL');
      };
      const crash = () => end(() => reject(new AppError('unavailable', CRASHED)));
      const hear = (reply: TypesetReply) => {
        if (reply.kind === 'ready' || reply.job !== job) return;
        if (reply.kind === 'failed') return end(() => reject(new UnsettableBook(reply.fault)));
        on.bookCount += 1;
        if (reply.memory > limit.worn || on.bookCount >= limit.books) on.bookCount = limit.books;
        const { pdf, pageCount, inaccessible } = reply;
        end(() => resolve({ pdf, pageCount, inaccessible }));
      };
      const deadline = setTimeout(() => kill(TOO_LONG), limit.duration);
      const watch = setInterval(() => {
        if ((residentBytes(child.pid) ?? 0) > limit.memory) kill(TOO_BIG);
      }, WATCH_EVERY);
      child.on('message', hear);
      child.once('exit', crash);
      child.send({ kind: 'typeset', job, files, timestamp }, (error) => {
        if (error) crash();
      });
    });
  }

  return {
    typeset: (files, timestamp) =>
      queue.run('typst', async () => {
        if (isClosed) throw new AppError('unavailable', 'The server is stopping. Try again later.');
        clearTimeout(idleTimer);
        if (running && (hasEnded(running) || running.bookCount >= limit.books)) await stop();
        running ??= start();
        const on = running;
        try {
          return await set(on, files, timestamp);
        } catch (error) {
          // Killed or crashed: the next book must not be given to what is going away.
          if (!(error instanceof UnsettableBook)) await stop();
          throw error;
        } finally {
          idleTimer = setTimeout(() => void stop(), limit.idle);
          idleTimer.unref();
        }
      }),
    close: async () => {
      isClosed = true;
      await stop();
      await queue.idle();
    },
  };
}
