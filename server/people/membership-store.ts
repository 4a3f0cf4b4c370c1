/** Queries on who holds which role where. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Range } from '#server/http/http.ts';
import type { Role } from '#shared/access/access.ts';
import type { EditionId, HandbookId, PersonId } from '#shared/ids.ts';
import type { PersonRow } from './people-store.ts';

/** Whose role, and where. */
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

/** A role as it is listed, with who holds it; `editionId` null is on the whole handbook. */
export interface Membership {
  readonly person: PersonRow;
  readonly handbookId: HandbookId;
  readonly editionId: EditionId | null;
  readonly role: Role;
}

/** Whose members: of a whole handbook, or of one edition in it. */
export interface MembersWhere {
  readonly handbookId: HandbookId;
  readonly editionId?: EditionId;
}

/**
 * Who holds a role in a handbook, by person and edition, after a cursor made of both. With an edition
 * only those that count there: on it and on the whole handbook.
 */
export async function listMembers(
  db: Kysely<Schema>,
  where: MembersWhere,
  { after, limit }: Range,
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
