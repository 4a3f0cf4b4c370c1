import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Product } from '#server/compose.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.doctor;
const LITTLE_SPACE = 500_000_000;

interface Finding {
  readonly isFine: boolean;
  readonly line: string;
}

/** Looks at the installation, not at the text: what an operator asks first when something is odd. */
export const doctor: Command = {
  run: async (product, { words }) => {
    readWords(words, { usage, count: 0, options: {} });
    const findings = [
      node(),
      await database(product),
      await space(product.dataDir),
      await owner(product),
    ];
    return {
      lines: findings.map(({ isFine, line }) => `${isFine ? 'ok  ' : 'look'}  ${line}`),
      isFailure: findings.some(({ isFine }) => !isFine),
    };
  },
};

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isFine = major > 20 || (major === 20 && minor >= 19);
  return { isFine, line: `Node ${process.versions.node}${isFine ? '' : ': at least 20.19'}` };
}

async function database({ database: { db, dialect } }: Product): Promise<Finding> {
  const { rows } = await sql<{ version: string }>`select ${
    dialect === 'sqlite' ? sql`sqlite_version()` : sql`version()`
  } as version`.execute(db);
  return { isFine: true, line: `${dialect} ${rows[0]?.version ?? ''}` };
}

async function space(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const megabytes = Math.floor(free / 1_000_000);
  return { isFine: free > LITTLE_SPACE, line: `${megabytes} MB free for ${dataDir}` };
}

async function owner({ people }: Product): Promise<Finding> {
  const isMissing = await people.needsSetUp();
  return isMissing
    ? { isFine: false, line: 'nobody is the owner: open the link that the server prints' }
    : { isFine: true, line: 'there is an owner' };
}
