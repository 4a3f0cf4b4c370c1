/** Queries on people, the owner, membership and the settings of the installation. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Role } from '#shared/access/access.ts';
import type { EditionId, HandbookId, PersonId } from '#shared/ids.ts';

export interface PersonRow {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
}

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

export interface ListedPerson extends PersonRow {
  readonly isOwner: boolean;
  readonly createdAt: Millis;
}

/** People with an account, by id, after `cursor`. */
export async function listPeople(
  db: Kysely<Schema>,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly ListedPerson[]> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('owner', 'owner.person_id', 'person.id')
    .select(['id', 'name', 'email', 'created_at', 'owner.person_id as owner'])
    .where('removed_at', 'is', null)
    .where('id', '>', after as PersonId)
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

export async function ownerCount(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('owner')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

export async function insertOwner(db: Kysely<Schema>, personId: PersonId): Promise<void> {
  await db
    .insertInto('owner')
    .values({ person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface MembershipPlace {
  readonly personId: PersonId;
  readonly handbookId: HandbookId;
  /** '' for the whole handbook. */
  readonly editionId: EditionId | '';
}

/** Gives a role at a place, instead of the one held there before; null takes it away. */
export async function writeRole(
  db: Kysely<Schema>,
  { personId, handbookId, editionId }: MembershipPlace,
  role: Role | null,
): Promise<void> {
  await db
    .deleteFrom('membership')
    .where('person_id', '=', personId)
    .where('handbook_id', '=', handbookId)
    .where('edition_id', '=', editionId)
    .execute();
  if (role === null) return;
  await db
    .insertInto('membership')
    .values({ person_id: personId, handbook_id: handbookId, edition_id: editionId, role })
    .execute();
}

export interface Membership {
  readonly person: PersonRow;
  readonly handbookId: HandbookId;
  readonly editionId: EditionId | null;
  readonly role: Role;
}

/**
 * Who holds a role in a handbook, by person and edition, after a cursor made of both. With an edition
 * only those that count there: on it and on the whole handbook.
 */
export async function listMembers(
  db: Kysely<Schema>,
  where: { readonly handbookId: HandbookId; readonly editionId?: EditionId },
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Membership[]> {
  let query = db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id as id', 'person.name as name', 'person.email as email'])
    .select(['membership.handbook_id as handbookId', 'membership.edition_id as editionId', 'role'])
    .where('membership.handbook_id', '=', where.handbookId)
    .orderBy('person.id')
    .orderBy('membership.edition_id')
    .limit(limit);
  const { editionId } = where;
  if (editionId) query = query.where('membership.edition_id', 'in', ['', editionId]);
  const [personId = '', edition = ''] = after.split(' ');
  if (personId !== '') {
    query = query.where((eb) =>
      eb.or([
        eb('person.id', '>', personId as PersonId),
        eb.and([
          eb('person.id', '=', personId as PersonId),
          eb('membership.edition_id', '>', edition as EditionId),
        ]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map(({ id, name, email, handbookId, editionId, role }) => ({
    person: { id, name, email },
    handbookId,
    editionId: editionId === '' ? null : editionId,
    role,
  }));
}

/** Which handbook an edition is in; undefined when it is not there or deleted. */
export async function handbookOfEdition(
  db: Kysely<Schema>,
  id: EditionId,
): Promise<HandbookId | undefined> {
  const row = await db
    .selectFrom('edition')
    .select('handbook_id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.handbook_id;
}

export async function readSetting(db: Kysely<Schema>, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

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
