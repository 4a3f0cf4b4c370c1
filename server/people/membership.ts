/** Giving and taking away roles. */
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { Role } from '#shared/access/access.ts';
import { AppError } from '#shared/errors.ts';
import type { EditionId, HandbookId, PersonId } from '#shared/ids.ts';
import { handbookOfEdition, writeRole } from './membership-store.ts';
import { personByEmail } from './people-store.ts';

/** Who gets which role. */
export interface RoleGift {
  readonly email: string;
  /** null takes the role away. */
  readonly role: Role | null;
}

/** Gives a role on a whole handbook. Returns whose rights changed. */
export async function giveOnHandbook(
  db: Kysely<Schema>,
  handbookId: HandbookId,
  gift: RoleGift,
): Promise<PersonId> {
  return inTransaction(db, async (db) => {
    const personId = await personIdFor(db, gift.email);
    await writeRole(db, { personId, handbookId, editionId: '' }, gift.role);
    return personId;
  });
}

/** Gives a role on one edition. Returns whose rights changed. */
export async function giveOnEdition(
  db: Kysely<Schema>,
  editionId: EditionId,
  gift: RoleGift,
): Promise<PersonId> {
  return inTransaction(db, async (db) => {
    const handbookId = await handbookOfEdition(db, editionId);
    if (!handbookId) throw notFound();
    const personId = await personIdFor(db, gift.email);
    await writeRole(db, { personId, handbookId, editionId }, gift.role);
    return personId;
  });
}

async function personIdFor(db: Kysely<Schema>, email: string): Promise<PersonId> {
  const person = await personByEmail(db, email);
  if (person) return person.id;
  throw new AppError('invalid', `Nobody here has the e-mail address ${email}.`, {
    problems: [{ at: 'email', reason: 'no account has this address' }],
  });
}
