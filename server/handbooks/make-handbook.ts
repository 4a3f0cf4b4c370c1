/** Starting a handbook and changing what it says of itself. */
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Credit } from '#shared/api/fields.ts';
import { AppError } from '#shared/errors.ts';
import { type HandbookId, newId } from '#shared/ids.ts';
import { mergeFactLists } from '#shared/merge/merge.ts';
import type { ArrangeDeps } from './arrange.ts';
import { printCredits } from './credits.ts';
import { insertEdition, lockHandbook } from './edition-store.ts';
import { type FactRow, listFacts, replaceFacts } from './fact-store.ts';
import {
  type HandbookRow,
  handbookSlugs,
  insertHandbook,
  updateHandbook,
} from './handbook-store.ts';

/** What a handbook begins with. */
export interface NewHandbook {
  readonly title: string;
  readonly slug: string;
  readonly summary: string;
  readonly language: string;
  readonly licence: string;
  readonly model?: string;
  readonly credits?: readonly Credit[];
}

/** What a handbook says of a fact that it asks for. */
export type FactDefinition = Pick<FactRow, 'name' | 'type' | 'label' | 'help'>;

/** A handbook with an empty core edition, in the caller's transaction; `conflict` when the slug is taken. */
export async function insertWithCore(
  db: Kysely<Schema>,
  { clock, random }: ArrangeDeps,
  { title, slug, summary, language, licence, model = '', credits = [] }: NewHandbook,
): Promise<HandbookRow> {
  if ((await handbookSlugs(db)).has(slug)) {
    const reason = `There is, or was, another handbook at the address “${slug}”.`;
    throw new AppError('conflict', reason, { problems: [{ at: 'slug', reason }] });
  }
  const created_at = clock.now();
  const id = newId<'handbook'>(random);
  const row = { id, slug, title, summary, language, licence, model, created_at, deleted_at: null };
  await insertHandbook(db, row);
  await insertEdition(db, {
    id: newId(random),
    handbook_id: id,
    slug: 'core',
    city: '',
    country: '',
    latitude: null,
    longitude: null,
    language,
    title: '',
    summary: '',
    credits: printCredits(credits),
    upstream_id: null,
    base_release_id: null,
    created_at,
    deleted_at: null,
  });
  return row;
}

/** Makes a handbook with its empty core; `conflict` when the slug is taken. */
export async function makeHandbook(deps: ArrangeDeps, handbook: NewHandbook): Promise<HandbookRow> {
  return inTransaction(deps.db, (db) => insertWithCore(db, deps, handbook));
}

/** What is to be another; undefined leaves it as it is. */
export interface HandbookChange {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly licence?: string | undefined;
  readonly model?: string | undefined;
  readonly facts?: readonly FactDefinition[] | undefined;
  /** The facts that `facts` was made of: what others changed since stays. Without it they are replaced. */
  readonly factsBefore?: readonly FactDefinition[] | undefined;
}

/** Changes what is named. Two facts of the same name are `invalid`. */
export async function changeHandbook(
  { db }: ArrangeDeps,
  id: HandbookId,
  { title, summary, licence, model, facts, factsBefore }: HandbookChange,
): Promise<void> {
  if (facts) refuseDoubles(facts);
  await inTransaction(db, async (db) => {
    await updateHandbook(db, id, {
      ...(title !== undefined && { title }),
      ...(summary !== undefined && { summary }),
      ...(licence !== undefined && { licence }),
      ...(model !== undefined && { model }),
    });
    if (!facts) return;
    await lockHandbook(db, id);
    const current = await listFacts(db, id);
    const before = factsBefore ?? current;
    await replaceFacts(db, id, mergeFactLists<FactDefinition>({ before, wanted: facts, current }));
  });
}

function refuseDoubles(facts: readonly FactDefinition[]): void {
  const seen = new Set<string>();
  for (const [index, { name }] of facts.entries()) {
    if (seen.has(name)) {
      throw new AppError('invalid', `Two facts are called “${name}”.`, {
        problems: [{ at: `facts.${index}.name`, reason: 'is there twice' }],
      });
    }
    seen.add(name);
  }
}
