import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryPath } from '#server/lib/entry.ts';
import { AppError } from '#shared/errors.ts';
import type { TypesetBook, TypesetReply, TypesetRequest } from './typst-messages.ts';
import { UnsettableBook } from './unsettable-book.ts';

/** What one book may take. */
export interface BookLimits {
  /** Milliseconds. */
  readonly duration: number;
  /** Bytes of memory at which the process is killed. */
  readonly memory: number;
}

const WATCH_EVERY = 250;

const CRASHED = 'The typesetter stopped while it set this book. Try again, or export as Markdown.';
const TOO_LONG =
  'The book took too long to set. Look for a very large table or a very long word, or export as Markdown.';
const TOO_BIG =
  'The book needed more memory than an export may use. Leave out some pictures, or export as Markdown.';

/** A typesetting process, warm from its first book on. `end` it. */
export class Typesetter {
  /** How many books it has set. */
  bookCount = 0;
  /** Bytes of memory that it held after the last one. */
  memory = 0;

  readonly #limits: BookLimits;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(limits: BookLimits) {
    this.#limits = limits;
    const folder = mkdtempSync(join(tmpdir(), 'commonbook-typst-'));
    this.#child = fork(entryPath('typst-process'), [folder], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Nothing of the server's: no secrets, no proxy, and the same time zone everywhere.
      env: { TZ: 'UTC' },
      execArgv: [],
    });
    const { pid } = this.#child;
    // Writers come before printers.
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    this.#ended = new Promise<void>((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    })
      .then(() => rm(folder, { recursive: true, force: true }))
      // An empty folder stays among the system's temporary ones, which clears them away by itself.
      .catch(() => undefined);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /**
   * One book at a time. Rejects with an UnsettableBook when it cannot be set; with an AppError when
   * the process went over a limit, crashed or was ended, and is not to be given another one.
   */
  typeset(request: TypesetRequest): Promise<TypesetBook> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = (outcome: () => void) => {
        clearTimeout(deadline);
        clearInterval(watch);
        child.off('message', hear);
        child.off('exit', crash);
        outcome();
      };
      const fail = (error: Error) => settle(() => reject(error));
      const crash = () => fail(new AppError('unavailable', CRASHED));
      const kill = (sentence: string) => {
        fail(new AppError('unavailable', sentence));
        child.kill('SIGKILL');
      };
      const hear = (reply: TypesetReply) => {
        if (reply.kind === 'failed') return fail(new UnsettableBook(reply.fault));
        this.bookCount += 1;
        this.memory = reply.memory;
        settle(() => resolve(reply.book));
      };
      const deadline = setTimeout(() => kill(TOO_LONG), this.#limits.duration);
      const watch = setInterval(() => {
        if ((residentBytes(child.pid) ?? 0) > this.#limits.memory) kill(TOO_BIG);
      }, WATCH_EVERY);
      child.on('message', hear);
      child.once('exit', crash);
      child.send(request, (error) => {
        if (error) crash();
      });
    });
  }

  /** At once, also in the middle of a book; resolves when nothing of it is left. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
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
