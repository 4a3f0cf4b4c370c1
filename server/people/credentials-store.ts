/** Sessions and tokens, read outside better-auth: whether they still count, and ending them. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Hash, PersonId } from '#shared/ids.ts';

/** A token, and whose it is. */
export interface TokenOwner {
  readonly id: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly lastUsedAt: Millis | null;
}

/** Undefined for an unknown token, and for one whose owner has no account any more. */
export async function tokenByHash(db: Kysely<Schema>, hash: Hash): Promise<TokenOwner | undefined> {
  return db
    .selectFrom('api_token')
    .innerJoin('person', 'person.id', 'api_token.person_id')
    .select(['api_token.id as id', 'person.id as personId', 'person.name as name'])
    .select('last_used_at as lastUsedAt')
    .where('api_token.hash', '=', hash)
    .where('person.removed_at', 'is', null)
    .executeTakeFirst();
}

/** Adds a token; only its hash is kept. */
export async function insertToken(
  db: Kysely<Schema>,
  token: { id: string; personId: PersonId; name: string; hash: Hash; at: Millis },
): Promise<void> {
  await db
    .insertInto('api_token')
    .values({
      id: token.id,
      person_id: token.personId,
      name: token.name,
      hash: token.hash,
      created_at: token.at,
      last_used_at: null,
    })
    .execute();
}

/** Writes down that it was used. */
export async function touchToken(db: Kysely<Schema>, id: string, at: Millis): Promise<void> {
  await db.updateTable('api_token').set({ last_used_at: at }).where('id', '=', id).execute();
}

/** Whether it was not ended meanwhile. */
export async function tokenExists(db: Kysely<Schema>, id: string): Promise<boolean> {
  const row = await db.selectFrom('api_token').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Whether a session is there and has not run out by `at`. */
export async function sessionCounts(db: Kysely<Schema>, id: string, at: Millis): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('expires_at')
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined && Date.parse(row.expires_at) > at;
}

/** Ends every session and token of a person. */
export async function endCredentials(db: Kysely<Schema>, personId: PersonId): Promise<void> {
  await db.deleteFrom('session').where('person_id', '=', personId).execute();
  await db.deleteFrom('api_token').where('person_id', '=', personId).execute();
}
