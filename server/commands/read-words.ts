import { parseArgs } from 'node:util';
import { StartError } from '#server/lib/start-error.ts';

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

export interface ReadWords<Known extends Options> {
  readonly positionals: readonly string[];
  readonly values: {
    readonly [Name in keyof Known]?: Known[Name]['type'] extends 'string' ? string : boolean;
  };
}

/**
 * Splits what was typed into named options and exactly `count` other words.
 * @throws StartError with the usage when something is missing, unknown or too much.
 */
export function readWords<const Known extends Options>(
  words: readonly string[],
  expected: { readonly usage: string; readonly count: number; readonly options: Known },
): ReadWords<Known> {
  const { usage, count, options } = expected;
  try {
    const read = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    // parseArgs gives each value the type that its option names.
    if (read.positionals.length === count) return read as ReadWords<Known>;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ', 1)[0] : String(cause);
    throw new StartError(`${reason}. Usage: commonbook ${usage}`, { cause });
  }
  throw new StartError(`Usage: commonbook ${usage}`);
}
