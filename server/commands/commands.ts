/**
 * The command line's commands, the same beside a running server and without one. Each is loaded when
 * it is run, and the product with it: to print --help, or to ask a server, takes little of both.
 */
import type { Product } from '#server/compose.ts';
import { StartError } from '#server/lib/start-error.ts';
import type { Answer, Command, Typed } from './command.ts';
import { printableLine } from './printable-line.ts';
import { USAGES } from './usages.ts';

export type { Answer, Typed } from './command.ts';
export { askServer, commandRoute, sentenceOf } from './command-route.ts';

/** Those that run on an open product. */
const COMMANDS: Readonly<Record<Exclude<keyof typeof USAGES, 'restore'>, () => Promise<Command>>> =
  {
    import: async () => (await import('./import.ts')).importFiles,
    export: async () => (await import('./export.ts')).exportEdition,
    list: async () => (await import('./list.ts')).list,
    'user add': async () => (await import('./user-add.ts')).userAdd,
    token: async () => (await import('./token.ts')).token,
    backup: async () => (await import('./backup.ts')).backup,
    doctor: async () => (await import('./doctor.ts')).doctor,
    verify: async () => (await import('./verify.ts')).verify,
  };

/** What --help prints: what is built, and nothing else. */
export function help(): string {
  const usages = Object.values(USAGES);
  const width = Math.max(...usages.map(({ usage }) => usage.length));
  return [
    'npm run commonbook -- COMMAND',
    '',
    ...usages.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`),
    '',
    'A running server is asked; without one the data is opened here. The environment is read as',
    'the server reads it (DATA_DIR, DATABASE_URL, …).',
    '',
    'npm says first which script it runs. For programs, which read a token or JSON and nothing else:',
    '  npm run --silent commonbook -- COMMAND',
  ].join('\n');
}

/** What --help prints behind a command's first word; undefined where nobody asks for that. */
export function helpOn([first, ...rest]: readonly string[]): string | undefined {
  const end = rest.indexOf('--');
  const options = end === -1 ? rest : rest.slice(0, end);
  if (!options.includes('--help') && !options.includes('-h')) return undefined;
  const asked = Object.entries(USAGES).filter(([name]) => name.split(' ', 1)[0] === first);
  if (asked.length === 0) return undefined;
  return asked.map(([, { usage, summary }]) => `commonbook ${usage}\n  ${summary}`).join('\n');
}

/** Whether the words begin with the name of a command that runs on an open product. */
export function isCommand(words: readonly string[]): boolean {
  return find(words) !== undefined;
}

/** Runs what was typed. @throws StartError or AppError with one line for whoever typed it. */
export async function runCommand(product: Product, typed: Typed): Promise<Answer> {
  const found = find(typed.words);
  if (!found) throw new StartError(`There is no command "${typed.words[0] ?? ''}": see --help.`);
  const command = await found.load();
  return printable(await command.run(product, { ...typed, words: found.rest }));
}

/** Replaces what a data folder holds by a backup. The caller holds the folder's lock. */
export async function restore(dataDir: string, typed: Typed): Promise<Answer> {
  const loaded = await import('./restore.ts');
  return printable(await loaded.restore(dataDir, typed));
}

function printable(answer: Answer): Answer {
  return { ...answer, lines: answer.lines.map(printableLine) };
}

function find(words: readonly string[]) {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    if (words.length >= length && isName(name))
      return { load: COMMANDS[name], rest: words.slice(length) };
  }
  return undefined;
}

function isName(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}
