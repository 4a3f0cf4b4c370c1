/**
 * The command line. Where a server holds the data folder it is asked; otherwise the data is opened
 * here, under the same lock. Errors are one line on standard error.
 */
import {
  type Answer,
  askServer,
  help,
  helpOn,
  isCommand,
  restore,
  runCommand,
  sentenceOf,
  type Typed,
} from '#server/commands/commands.ts';
import { type Config, readConfig, readFolder } from '#server/config.ts';
import { systemClock } from '#server/lib/clock.ts';
import { heldError, holderOf, type Lock, takeLock } from '#server/lib/lock.ts';
import { createLogger } from '#server/lib/logger.ts';
import { systemRandom } from '#server/lib/random.ts';
import { StartError } from '#server/lib/start-error.ts';

/** How long a command waits for another one, or for a server that is just starting. */
const WAIT_MS = 10_000;
/** How long to try for the lock between two looks at who holds it. */
const LOOK_MS = 200;

// What is made here is the operator's own, as it is when the server makes it.
process.umask(0o077);
const [first = '--help', ...rest] = process.argv.slice(2);
const typed: Typed = { words: [first, ...rest], folder: readFolder(process.env) };

const asked = ['--help', '-h', 'help'].includes(first) ? help() : helpOn(typed.words);

if (asked !== undefined) {
  console.log(asked);
} else {
  try {
    const answer = await perform(readConfig(process.env), typed);
    for (const line of answer.lines) console.log(line);
    process.exitCode = answer.isFailure ? 1 : 0;
  } catch (error) {
    console.error(sentenceOf(error));
    process.exitCode = 1;
  }
}

async function perform(config: Config, typed: Typed): Promise<Answer> {
  if (first === 'restore') return performRestore(config);
  if (!isCommand(typed.words)) throw new StartError(`There is no command "${first}": see --help.`);
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const lock = await takeLock(config.dataDir, LOOK_MS);
    if (lock) return performHere(config, lock);
    const holder = holderOf(config.dataDir);
    const answer = holder && (await askServer(holder, typed));
    if (answer) return answer;
    if (performance.now() > until) throw heldError(config.dataDir);
  }
}

async function performHere(config: Config, lock: Lock): Promise<Answer> {
  try {
    // Only now: whoever asks a server does not wait for the whole product to be loaded.
    const { compose } = await import('#server/compose.ts');
    const product = await compose({
      config,
      clock: systemClock,
      random: systemRandom,
      logger: createLogger(config.logLevel),
      origins: () => [],
    });
    try {
      return await runCommand(product, typed);
    } finally {
      await product.close();
    }
  } finally {
    lock.release();
  }
}

async function performRestore(config: Config): Promise<Answer> {
  if (config.databaseUrl !== undefined)
    throw new StartError('A backup is restored into SQLite: unset DATABASE_URL.');
  const lock = await takeLock(config.dataDir, LOOK_MS);
  if (!lock) throw heldError(config.dataDir);
  try {
    return await restore(config.dataDir, { ...typed, words: rest });
  } finally {
    lock.release();
  }
}
