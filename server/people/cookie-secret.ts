import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { AppError } from '#shared/errors.ts';
import { newSecret, type RandomBytes } from '#shared/ids.ts';
import { addSetting, readSetting } from './setting-store.ts';

const SETTING = 'cookie-secret';

/** The secret that session cookies are signed with, made when the installation has none yet. */
export async function cookieSecret({
  db,
  random,
}: {
  readonly db: Kysely<Schema>;
  readonly random: RandomBytes;
}): Promise<string> {
  const kept = await readSetting(db, SETTING);
  if (kept) return kept;
  await addSetting(db, SETTING, newSecret(random));
  // Read back: of two nodes that start together, both use what was written first.
  const read = await readSetting(db, SETTING);
  if (!read) throw new AppError('unavailable', 'The cookie secret cannot be stored.');
  return read;
}
