/** The command line's commands, the same beside a running server and without one. */
import type { Product } from '../compose.ts';
import { StartError } from '../lib/start-error.ts';
import { backup } from './backup.ts';
import type { Answer, Command, Typed } from './command.ts';
import { doctor } from './doctor.ts';
import { exportEdition } from './export.ts';
import { importFiles } from './import.ts';
import { list } from './list.ts';
import { RESTORE_USAGE } from './restore.ts';
import { token } from './token.ts';
import { userAdd } from './user-add.ts';
import { verify } from './verify.ts';

export type { Answer, Typed } from './command.ts';
export { askServer, commandRoute, sentenceOf } from './command-route.ts';
export { restore } from './restore.ts';

/** By the words that name them. */
const COMMANDS: Readonly<Record<string, Command>> = {
  import: importFiles,
  export: exportEdition,
  list,
  'user add': userAdd,
  token,
  backup,
  doctor,
  verify,
};

/** What --help prints: what is built, and nothing else. */
export function help(): string {
  const usages = [
    ...Object.values(COMMANDS).map(({ usage, summary }) => [usage, summary] as const),
    [RESTORE_USAGE, 'put a backup in place of what is here; the server must be stopped'] as const,
  ];
  const width = Math.max(...usages.map(([usage]) => usage.length));
  return [
    'commonbook COMMAND',
    '',
    ...usages.map(([usage, summary]) => `  ${usage.padEnd(width)}  ${summary}`),
    '',
    'The environment is read as the server reads it: DATA_DIR, DATABASE_URL, …',
  ].join('\n');
}

/** Whether the words begin with a command's name. */
export function isCommand(words: readonly string[]): boolean {
  return find(words) !== undefined;
}

/** Runs what was typed. @throws StartError or AppError with one line for whoever typed it. */
export function runCommand(product: Product, typed: Typed): Promise<Answer> {
  const found = find(typed.words);
  if (!found) throw new StartError(`There is no command "${typed.words[0] ?? ''}": see --help.`);
  return found.command.run(product, { ...typed, words: found.rest });
}

function find(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command && words.length >= length) return { command, rest: words.slice(length) };
  }
  return undefined;
}
