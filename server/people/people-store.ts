/** Queries on people and the owners among them. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Range } from '#server/http/http.ts';
import type { PersonId } from '#shared/ids.ts';

/** A person with an account. */
export interface PersonRow {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
}

/** By the address in any case; undefined for nobody with an account. */
export async function personByEmail(
  db: Kysely<Schema>,
  email: string,
): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('email', '=', email.toLowerCase())
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** Undefined when there is no such account, or no longer. */
export async function personById(db: Kysely<Schema>, id: PersonId): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** A person with a password, in the rows that better-auth would write. */
export async function insertPerson(
  db: Kysely<Schema>,
  person: PersonRow & { readonly accountId: string; readonly passwordHash: string },
  at: Millis,
): Promise<void> {
  const time = new Date(at).toISOString();
  await db
    .insertInto('person')
    .values({
      id: person.id,
      name: person.name,
      email: person.email,
      email_verified: 0,
      image: null,
      created_at: time,
      updated_at: time,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('account')
    .values({
      id: person.accountId,
      account_id: person.id,
      provider_id: 'credential',
      person_id: person.id,
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      password: person.passwordHash,
      created_at: time,
      updated_at: time,
    })
    .execute();
}

/** Takes the account away: no way in, no role, and the address is free again. The name stays. */
export async function removePersonRows(
  db: Kysely<Schema>,
  id: PersonId,
  at: Millis,
): Promise<void> {
  await db.deleteFrom('session').where('person_id', '=', id).execute();
  await db.deleteFrom('api_token').where('person_id', '=', id).execute();
  await db.deleteFrom('account').where('person_id', '=', id).execute();
  await db.deleteFrom('membership').where('person_id', '=', id).execute();
  await db.deleteFrom('owner').where('person_id', '=', id).execute();
  await db
    .updateTable('person')
    .set({ email: `${id}@removed.invalid`, removed_at: at })
    .where('id', '=', id)
    .execute();
}

/** A person as the list of people shows them. */
export interface ListedPerson extends PersonRow {
  readonly isOwner: boolean;
  readonly createdAt: Millis;
}

/** People with an account, by id. */
export async function listPeople(
  db: Kysely<Schema>,
  { after, limit }: Range<PersonId>,
): Promise<readonly ListedPerson[]> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('owner', 'owner.person_id', 'person.id')
    .select(['id', 'name', 'email', 'created_at', 'owner.person_id as owner'])
    .where('removed_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, name, email, created_at, owner }) => ({
    id,
    name,
    email,
    isOwner: owner !== null,
    createdAt: Date.parse(created_at),
  }));
}

/** How many owners the installation has. */
export async function ownerCount(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('owner')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Makes a person owner; nothing when they are one. */
export async function insertOwner(db: Kysely<Schema>, personId: PersonId): Promise<void> {
  await db
    .insertInto('owner')
    .values({ person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
