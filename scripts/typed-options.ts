/** What was typed after `npm run NAME --`, checked before anything runs: a mistake costs one line, not an hour. */
import { parseArgs } from 'node:util';
import { reasonOf } from '#server/lib/reason-of.ts';
import { StartError } from '#server/lib/start-error.ts';

/**
 * The value of each of these `--options` that was typed.
 * @throws StartError for an option that is none of them, or that lacks its value.
 */
export function typedOptions<Name extends string>(
  names: readonly Name[],
  typed: readonly string[] = process.argv.slice(2),
): Readonly<Partial<Record<Name, string>>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ args: [...typed], options });
    const found: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = values[name];
      if (typeof value === 'string') found[name] = value;
    }
    return found;
  } catch (cause) {
    throw new StartError(reasonOf(cause).replaceAll('\n', ' '), { cause });
  }
}

/** All of `named`, or the one that `only` names. @throws StartError that lists them when there is no such one. */
export function chosenOf<One extends { readonly name: string }>(
  kind: 'trial' | 'benchmark',
  named: readonly One[],
  only: string | undefined,
): readonly One[] {
  const chosen = named.filter(({ name }) => only === undefined || name === only);
  if (chosen.length > 0) return chosen;
  const names = named.map(({ name }) => name).join(', ');
  throw new StartError(`There is no ${kind} "${only}": use ${names}.`);
}

/** A whole number from `least` on; `otherwise` when nothing was typed. @throws StartError */
export function wholeNumber(
  option: string,
  typed: string | undefined,
  { least, otherwise }: { readonly least: number; readonly otherwise: number },
): number {
  if (typed === undefined) return otherwise;
  const read = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  if (read >= least && read <= MOST) return read;
  throw new StartError(
    `--${option} takes a whole number from ${least} to ${MOST}, as in --${option} 500: not "${typed}".`,
  );
}

/** What a seed holds; no trial is longer. */
const MOST = 2 ** 31 - 1;

/** Runs a command's `main`. What the person can mend is one line and exit code 1; a fault keeps its stack. */
export async function runTyped(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
