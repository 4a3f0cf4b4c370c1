/** The command line's commands on a data folder of their own, in this process and without a server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Answer, restore, runCommand } from '#server/commands/commands.ts';
import { compose, type Product } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { systemClock } from '#server/lib/clock.ts';
import { silentLogger } from '#server/lib/logger.ts';
import { systemRandom } from '#server/lib/random.ts';

export interface CommandWorld {
  /** Where the commands are typed; it holds the data folder and nothing else. */
  readonly folder: string;
  readonly dataDir: string;
  /** Runs one command, as the command line does: on a product that is opened for it. */
  run(...words: string[]): Promise<Answer>;
  restore(...words: string[]): Promise<Answer>;
  /** What a story does to the product itself. */
  use<Result>(act: (product: Product) => Promise<Result>): Promise<Result>;
  remove(): Promise<void>;
}

export async function commandWorld(): Promise<CommandWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'commonbook-command-'));
  const dataDir = join(folder, 'data');
  const use: CommandWorld['use'] = async (act) => {
    const product = await compose({
      config: readConfig({ DATA_DIR: dataDir }),
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
      origins: () => [],
    });
    try {
      return await act(product);
    } finally {
      await product.close();
    }
  };
  return {
    folder,
    dataDir,
    run: (...words) => use((product) => runCommand(product, { words, folder })),
    restore: (...words) => restore(dataDir, { words, folder }),
    use,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The e-mail addresses in a database's file, in order: what tells one database from another. */
export function peopleIn(path: string): string[] {
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    const emails = database.prepare<[], string>('select email from person order by email');
    return emails.pluck().all();
  } finally {
    database.close();
  }
}
