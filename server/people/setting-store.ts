/** Queries on the installation's settings: named texts, each there once. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';

/** Undefined when it was never written. */
export async function readSetting(db: Kysely<Schema>, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

/** Writes a setting, in place of what it said before. */
export async function writeSetting(db: Kysely<Schema>, name: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Writes a setting that is not there yet; keeps the one that is. */
export async function addSetting(db: Kysely<Schema>, name: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Deletes the setting if it still has this value; whether it did. Only one caller can win. */
export async function spendSetting(
  db: Kysely<Schema>,
  name: string,
  value: string,
): Promise<boolean> {
  const result = await db
    .deleteFrom('setting')
    .where('name', '=', name)
    .where('value', '=', value)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
