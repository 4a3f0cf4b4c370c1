/** Before any test: a PostgreSQL server for those parts of the suite that ask for one. */
import type { TestProject } from 'vitest/node';
import { openPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null when there is none: such tests are skipped, and counted as skipped. */
    readonly postgresServer: string | null;
  }
}

const NEED_POSTGRES = /tests\/(?:contract|journey)/;

/** What vitest calls once; it ends what it started when the run ends. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const asked = process.argv.slice(2).filter((word) => word.startsWith('tests'));
  const isNeeded = asked.length === 0 || asked.some((word) => NEED_POSTGRES.test(word));
  const server = isNeeded ? await openPostgresServer() : undefined;
  project.provide('postgresServer', server?.url ?? null);
  return server?.close;
}
