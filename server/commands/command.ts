import type { Product } from '#server/compose.ts';

/** What a command prints when it is done; one that found faults fails although it ran. */
export interface Answer {
  readonly lines: readonly string[];
  readonly isFailure?: boolean;
}

/** What somebody typed: the words behind the command's name, and the folder where they typed it. */
export interface Typed {
  readonly words: readonly string[];
  /** Absolute; paths among the words are relative to it. */
  readonly folder: string;
}

/** A command on an open product, the same beside a running server and without one. */
export interface Command {
  /** @throws StartError or AppError with one line for whoever typed it. */
  run(product: Product, typed: Typed): Promise<Answer>;
}
