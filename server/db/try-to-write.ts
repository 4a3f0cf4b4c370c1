import type { Millis } from '#server/lib/clock.ts';
import type { Database } from './database.ts';

/** Resolves when the storage takes what is written, by writing; rejects as any write would. */
export async function tryToWrite({ db, batch }: Database, at: Millis): Promise<void> {
  const value = String(at);
  const row = db.insertInto('setting').values({ name: 'ready-at', value });
  await batch([row.onConflict((taken) => taken.column('name').doUpdateSet({ value }))]);
}
