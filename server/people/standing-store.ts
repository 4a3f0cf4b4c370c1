/** Reads a person's standing: which roles they hold on what they act on. One query each. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { ROLES, type Role } from '#shared/access/access.ts';
import type { HandbookId, PersonId } from '#shared/ids.ts';
import type { Resource } from './resource.ts';

/** Where the resource is; undefined when it does not exist or is deleted. */
export interface Place {
  readonly handbookId: HandbookId;
  /** Undefined for a handbook itself. */
  readonly edition?: { readonly id: string; readonly isCore: boolean };
}

/** A role somebody holds in a handbook; `editionId` '' is on the whole of it. */
export interface HeldRole {
  readonly editionId: string;
  readonly role: Role;
}

/** Undefined when it does not exist or is deleted. */
export async function placeOf(
  db: Kysely<Schema>,
  resource: Exclude<Resource, { kind: 'instance' }>,
): Promise<Place | undefined> {
  if (resource.kind === 'handbook') {
    const row = await db
      .selectFrom('handbook')
      .select('id')
      .where('id', '=', resource.id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row && { handbookId: row.id };
  }
  const editions = db
    .selectFrom('edition')
    .innerJoin('handbook', 'handbook.id', 'edition.handbook_id')
    .where('edition.deleted_at', 'is', null)
    .where('handbook.deleted_at', 'is', null)
    .select(['handbook.id as handbookId', 'edition.id as editionId', 'edition.upstream_id']);
  const query =
    resource.kind === 'edition'
      ? editions.where('edition.id', '=', resource.id)
      : editions
          .innerJoin('chapter', 'chapter.edition_id', 'edition.id')
          .where('chapter.id', '=', resource.id)
          .where('chapter.deleted_at', resource.kind === 'chapter' ? 'is' : 'is not', null);
  const row = await query.executeTakeFirst();
  return (
    row && {
      handbookId: row.handbookId,
      edition: { id: row.editionId, isCore: row.upstream_id === null },
    }
  );
}

/** Whether the person owns the installation. */
export async function isOwner(db: Kysely<Schema>, personId: PersonId): Promise<boolean> {
  const row = await db
    .selectFrom('owner')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Every role that a person holds in a handbook. A stored role that is not known gives nothing. */
export async function rolesIn(
  db: Kysely<Schema>,
  personId: PersonId,
  handbookId: HandbookId,
): Promise<readonly HeldRole[]> {
  return knownRoles(await heldBy(db, personId).where('handbook_id', '=', handbookId).execute());
}

/** The same of every handbook in which they hold one. */
export async function rolesByHandbook(
  db: Kysely<Schema>,
  personId: PersonId,
): Promise<ReadonlyMap<HandbookId, readonly HeldRole[]>> {
  const rows = await heldBy(db, personId).select('handbook_id as handbookId').execute();
  const roles = new Map<HandbookId, readonly HeldRole[]>();
  for (const row of knownRoles(rows)) {
    roles.set(row.handbookId, [...(roles.get(row.handbookId) ?? []), row]);
  }
  return roles;
}

function heldBy(db: Kysely<Schema>, personId: PersonId) {
  return db
    .selectFrom('membership')
    .select(['edition_id as editionId', 'role'])
    .where('person_id', '=', personId);
}

function knownRoles<Row extends HeldRole>(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => ROLES.includes(row.role) && row.role !== 'owner');
}
