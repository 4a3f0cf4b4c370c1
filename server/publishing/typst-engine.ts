import { createQueue } from '#server/lib/queue.ts';
import { AppError } from '#shared/errors.ts';
import { type BookLimits, Typesetter } from './typesetter.ts';
import type { BookFile, TypesetBook } from './typst-messages.ts';
import { UnsettableBook } from './unsettable-book.ts';

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

export interface TypstLimits extends BookLimits {
  /** Bytes after a book at which the process is replaced by a fresh one. */
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

/** The typesetter in a process of its own: started with the first book, warm for the next ones. */
export function createTypstEngine(limits: Partial<TypstLimits> = {}): PdfEngine {
  const limit = { ...LIMITS, ...limits };
  const queue = createQueue<'typst'>();
  let typesetter: Typesetter | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const isUsedUp = ({ hasEnded, bookCount, memory }: Typesetter) =>
    hasEnded || bookCount >= limit.books || memory > limit.worn;

  async function stop(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = typesetter;
    typesetter = undefined;
    await ending?.end();
  }

  async function typeset(files: readonly BookFile[], timestamp: number): Promise<TypesetBook> {
    if (isClosed) throw new AppError('unavailable', 'The server is stopping. Try again later.');
    clearTimeout(idleTimer);
    if (typesetter && isUsedUp(typesetter)) await stop();
    typesetter ??= new Typesetter(limit);
    try {
      return await typesetter.typeset({ files, timestamp });
    } catch (error) {
      // Killed or crashed: the next book must not be given to what is going away.
      if (!(error instanceof UnsettableBook)) await stop();
      throw error;
    } finally {
      idleTimer = setTimeout(() => void stop(), limit.idle);
      idleTimer.unref();
    }
  }

  return {
    typeset: (files, timestamp) => queue.run('typst', () => typeset(files, timestamp)),
    close: async () => {
      isClosed = true;
      await stop();
      await queue.idle();
    },
  };
}
