/** Starting a city's edition: a new text, seeded once from the core's release, and no shared history. */
import { inTransaction } from '#server/db/db.ts';
import {
  type ArrangeDeps,
  addChapter,
  type ChapterRow,
  editionSlugs,
  findChapter,
  findCore,
  insertEdition,
  lockHandbook,
} from '#server/handbooks/handbooks.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { Actor } from '#server/people/people.ts';
import type { Block } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import { type ChapterId, type EditionId, type HandbookId, newId } from '#shared/ids.ts';
import type { Release } from './edition-text-store.ts';
import { type ReleaseDeps, releaseNow } from './release.ts';

export interface MakeEditionDeps extends ReleaseDeps, ArrangeDeps {
  /** The blocks of one revision. */
  readonly readAt: (chapterId: ChapterId, revision: number) => Promise<readonly Block[]>;
}

/** What a city's edition begins with. */
export interface NewEdition {
  readonly handbookId: HandbookId;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** BCP 47. */
  readonly language: string;
  readonly slug: string;
  /** Its own; '' or undefined for the handbook's, as for the summary. */
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
}

/** Second parts of addresses that mean something else. */
export const RESERVED_SLUGS = new Set(['core', 'make-edition', 'people', 'settings']);

/** Makes the edition with all of the core's chapters; `conflict` when the slug is taken. */
export async function makeEdition(
  deps: MakeEditionDeps,
  edition: NewEdition,
  actor: Actor,
): Promise<EditionId> {
  const { handbookId, slug } = edition;
  refuseReserved(slug);
  const core = await findCore(deps.db, handbookId);
  if (!core) throw notFound();
  const release = await releaseNow(deps, core.id, actor);
  const chapters = await readReleased(deps, release);
  const made = await inTransaction(deps.db, async (db) => {
    await lockHandbook(db, handbookId);
    if ((await editionSlugs(db, handbookId)).has(slug)) throw taken(slug);
    const id = newId<'edition'>(deps.random);
    await insertEdition(db, {
      id,
      handbook_id: handbookId,
      slug,
      city: edition.city,
      country: edition.country,
      latitude: edition.latitude,
      longitude: edition.longitude,
      language: edition.language,
      title: edition.title ?? '',
      summary: edition.summary ?? '',
      credits: '',
      upstream_id: core.id,
      base_release_id: release.id,
      created_at: deps.clock.now(),
      deleted_at: null,
    });
    const own: ChapterId[] = [];
    for (const { row, revision, blocks } of chapters) {
      const added = await addChapter(db, deps, {
        editionId: id,
        title: row.title,
        slug: row.slug,
        blocks,
        upstreamId: row.id,
        baseRevision: revision,
        author: actor,
      });
      own.push(added.id);
    }
    return { id, own };
  });
  await deps.keepRevisions(made.own);
  return made.id;
}

interface ReleasedText {
  readonly row: ChapterRow;
  readonly revision: number;
  readonly blocks: readonly Block[];
}

/** Read before the transaction: it should hold the database no longer than writing takes. */
async function readReleased(deps: MakeEditionDeps, release: Release): Promise<ReleasedText[]> {
  const texts: ReleasedText[] = [];
  for (const { chapterId, revision } of release.chapters) {
    const row = await findChapter(deps.db, chapterId);
    if (!row) continue;
    texts.push({ row, revision, blocks: await deps.readAt(chapterId, revision) });
  }
  return texts;
}

/** Throws `conflict` for an address that one of our pages has: nobody could reach the edition there. */
export function refuseReserved(slug: string): void {
  if (!RESERVED_SLUGS.has(slug)) return;
  const reason = `“${slug}” is the address of another page here. Choose another one.`;
  throw new AppError('conflict', reason, { problems: [{ at: 'slug', reason }] });
}

/** A slug that somebody has, as the form shows it. */
export function taken(slug: string): AppError {
  const reason = `The address “${slug}” is taken in this handbook.`;
  return new AppError('conflict', reason, { problems: [{ at: 'slug', reason }] });
}
