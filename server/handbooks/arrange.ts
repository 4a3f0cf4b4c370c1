/** The order of an edition's chapters: adding, moving, renaming, leaving out. One transaction each. */
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { Actor } from '#server/people/people.ts';
import type { Block } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import {
  type ChapterId,
  type EditionId,
  newBlockId,
  newId,
  type RandomBytes,
} from '#shared/ids.ts';
import { slugOf } from '#shared/slug.ts';
import {
  type ChapterRow,
  findChapter,
  insertChapter,
  listAllChapters,
  updateChapter,
} from './chapter-store.ts';
import { findEdition, lockEdition } from './edition-store.ts';
import { freeSlug } from './free-slug.ts';
import { keyBetween, spread } from './position.ts';

/** Writes a new chapter's first content, in the caller's transaction; the live text's own feature. */
export type Seed = (
  db: Kysely<Schema>,
  text: {
    readonly chapterId: ChapterId;
    readonly blocks: readonly Block[];
    readonly author: Actor;
  },
) => Promise<void>;

/** What handbooks and chapters are made with. */
export interface ArrangeDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly seed: Seed;
}

/** What a chapter begins with. */
export interface NewChapter {
  readonly editionId: EditionId;
  readonly title: string;
  /** Behind which chapter; null puts it first, undefined last. */
  readonly after?: ChapterId | null | undefined;
  /** Made from the title when there is none; numbered when it is taken. */
  readonly slug?: string;
  /** An empty paragraph when there are none. */
  readonly blocks?: readonly Block[];
  readonly upstreamId?: ChapterId;
  readonly baseRevision?: number;
  readonly omittedAt?: Millis;
  readonly author: Actor;
}

/** Adds a chapter in the caller's transaction, which has locked the edition. */
export async function addChapter(
  db: Kysely<Schema>,
  { clock, random, seed }: ArrangeDeps,
  chapter: NewChapter,
): Promise<ChapterRow> {
  const { editionId, title, author } = chapter;
  const others = await listAllChapters(db, editionId);
  const row: ChapterRow = {
    id: newId(random),
    edition_id: editionId,
    slug: freeSlug(chapter.slug ?? slugOf(title), new Set(others.map(({ slug }) => slug))),
    title,
    position: await placeBehind(db, others, chapter.after),
    upstream_id: chapter.upstreamId ?? null,
    base_revision: chapter.baseRevision ?? null,
    omitted_at: chapter.omittedAt ?? null,
    deleted_at: null,
    deleted_by: null,
    created_at: clock.now(),
  };
  await insertChapter(db, row);
  const blocks = chapter.blocks ?? [emptyParagraph(random)];
  await seed(db, { chapterId: row.id, blocks, author });
  return row;
}

/** Adds a chapter; `not-found` when `after` is no chapter of this edition. */
export async function addChapterTo(deps: ArrangeDeps, chapter: NewChapter): Promise<ChapterRow> {
  return inTransaction(deps.db, async (db) => {
    await lockEdition(db, chapter.editionId);
    return addChapter(db, deps, chapter);
  });
}

/** What is to be another; undefined leaves it as it is. */
export interface ChapterChange {
  readonly title?: string | undefined;
  /** The title that `title` is to replace; of another nothing is changed. */
  readonly titleBefore?: string | undefined;
  readonly omitted?: boolean | undefined;
  readonly after?: ChapterId | null | undefined;
}

/**
 * Renames, moves, leaves out or takes in: all of it or nothing. Its slug stays, so that links to it
 * stay right. Of two who change the same the later wins, and neither undoes what the other did to
 * something else. `conflict` when it no longer has the title `titleBefore`.
 */
export async function changeChapter(
  { db, clock }: ArrangeDeps,
  id: ChapterId,
  { title, titleBefore, omitted, after }: ChapterChange,
): Promise<void> {
  const known = await findChapter(db, id);
  if (!known) throw notFound();
  await inTransaction(db, async (db) => {
    await lockEdition(db, known.edition_id);
    // Read again behind the lock: it may have been deleted meanwhile.
    const chapter = await findChapter(db, id);
    if (!chapter || chapter.deleted_at !== null) throw notFound();
    if (titleBefore !== undefined && titleBefore !== chapter.title)
      throw new AppError('conflict', renamedSince(chapter));
    if (omitted === true) await refuseInCore(db, chapter);
    const omittedAt = omitted ? (chapter.omitted_at ?? clock.now()) : null;
    const others = (await listAllChapters(db, chapter.edition_id)).filter((row) => row.id !== id);
    const moves = after !== undefined && after !== id;
    await updateChapter(db, id, {
      ...(title !== undefined && { title }),
      ...(omitted !== undefined && { omitted_at: omittedAt }),
      ...(moves && { position: await placeBehind(db, others, after) }),
    });
  });
}

function renamedSince({ title }: ChapterRow): string {
  return `Somebody called it “${title}” since. It keeps that title.`;
}

async function refuseInCore(db: Kysely<Schema>, chapter: ChapterRow): Promise<void> {
  const edition = await findEdition(db, chapter.edition_id);
  if (edition?.upstream_id !== null) return;
  throw new AppError('invalid', 'The core leaves nothing out: delete the chapter instead.');
}

/**
 * A position behind `after`. Deleted chapters count too: one who moves something behind a chapter that
 * somebody deletes at that moment finds it where that chapter was.
 */
async function placeBehind(
  db: Kysely<Schema>,
  others: readonly ChapterRow[],
  after: ChapterId | null | undefined,
): Promise<string> {
  const index = indexOf(others, after);
  const before = others[index]?.position ?? '';
  const next = others[index + 1]?.position;
  if (next === undefined || before < next) return keyBetween(before, next);
  // Two of the same place, from an import or an older version: everybody gets a new one.
  const keys = spread(others.length + 1);
  const [place = ''] = keys.splice(index + 1, 1);
  for (const [at, { id }] of others.entries()) {
    await updateChapter(db, id, { position: keys[at] ?? '' });
  }
  return place;
}

/** Index of `after`; -1 for the start. */
function indexOf(others: readonly ChapterRow[], after: ChapterId | null | undefined): number {
  if (after === null) return -1;
  if (after === undefined) return others.length - 1;
  const index = others.findIndex(({ id }) => id === after);
  if (index < 0) throw notFound();
  return index;
}

function emptyParagraph(random: RandomBytes): Block {
  const id = newBlockId(random);
  return { id, json: { type: 'paragraph', attrs: { id }, content: [] } };
}
