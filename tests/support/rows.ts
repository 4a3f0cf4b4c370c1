/** Short ways to put the usual rows into a database: people and chapters that only have to be there. */
import type { Database } from '#server/db/db.ts';
import { systemRandom } from '#server/lib/random.ts';
import {
  type ChapterId,
  type EditionId,
  type HandbookId,
  newId,
  type PersonId,
} from '#shared/ids.ts';

const AT = Date.UTC(2027, 0, 1);

/** A person with this name, without any way to sign in. */
export async function addPersonRow(
  { db }: Database,
  name: string,
  id: PersonId = newId(systemRandom),
): Promise<PersonId> {
  const at = new Date(AT).toISOString();
  await db
    .insertInto('person')
    .values({
      id,
      name,
      email: `${id}@example.org`,
      email_verified: 1,
      image: null,
      created_at: at,
      updated_at: at,
      removed_at: null,
    })
    .execute();
  return id;
}

/** A chapter without text, in a handbook and core edition of its own. */
export async function addChapterRow(
  database: Database,
  id: ChapterId = newId(systemRandom),
): Promise<ChapterId> {
  await database.db
    .insertInto('chapter')
    .values({
      id,
      edition_id: await addEditionRow(database),
      slug: id,
      title: 'A chapter',
      position: id,
      upstream_id: null,
      base_revision: null,
      omitted_at: null,
      deleted_at: null,
      deleted_by: null,
      created_at: AT,
    })
    .execute();
  return id;
}

/** A core edition, in a handbook of its own. */
async function addEditionRow(database: Database): Promise<EditionId> {
  const id = newId<'edition'>(systemRandom);
  await database.db
    .insertInto('edition')
    .values({
      id,
      handbook_id: await addHandbookRow(database),
      slug: 'core',
      city: '',
      country: '',
      latitude: null,
      longitude: null,
      language: 'en',
      title: '',
      summary: '',
      credits: '',
      upstream_id: null,
      base_release_id: null,
      created_at: AT,
      deleted_at: null,
    })
    .execute();
  return id;
}

/** A handbook; its slug is its id. */
async function addHandbookRow({ db }: Database): Promise<HandbookId> {
  const id = newId<'handbook'>(systemRandom);
  await db
    .insertInto('handbook')
    .values({
      id,
      slug: id,
      title: 'Food co-op',
      summary: '',
      language: 'en',
      licence: 'CC BY-SA 4.0',
      model: '',
      created_at: AT,
      deleted_at: null,
    })
    .execute();
  return id;
}
