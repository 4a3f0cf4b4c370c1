/** Puts handbooks together: their editions' rows, their chapters, and the order of these. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { type Page, type Paging, pageOf, type Range } from '#server/http/http.ts';
import { createEmitter } from '#server/lib/emitter.ts';
import { type Actor, isOwner, personIdOf } from '#server/people/people.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import {
  type ArrangeDeps,
  addChapterTo,
  type ChapterChange,
  changeChapter,
  type NewChapter,
} from './arrange.ts';
import {
  bringBack,
  bringHandbookBack,
  deleteChapter,
  deleteHandbook,
  KEPT_MS,
  purge,
} from './bin.ts';
import {
  type ChapterRow,
  type DeletedChapter,
  findChapter,
  listChapters,
  listDeleted,
} from './chapter-store.ts';
import { findEdition, type PlacedEdition } from './edition-store.ts';
import { type EditionSummary, summarizeEditions } from './edition-summaries.ts';
import { type FactRow, listFactsOf } from './fact-store.ts';
import {
  type DeletedHandbook,
  findHandbook,
  type HandbookRow,
  listDeletedHandbooks,
  listHandbooks,
} from './handbook-store.ts';
import {
  changeHandbook,
  type HandbookChange,
  makeHandbook,
  type NewHandbook,
} from './make-handbook.ts';
import {
  type EditionPlace,
  listEditionPlaces,
  type RecentChapter,
  recentChapters,
} from './recent-chapters.ts';

/** What handbooks announce. */
export interface HandbooksEvents {
  /** A chapter is deleted, alone or with its handbook: whoever has it open must leave. */
  chapterDeleted: { readonly chapterId: ChapterId };
}

/** Handbooks, their editions' rows and their chapters, by id. */
export interface Handbooks {
  make(handbook: NewHandbook): Promise<HandbookRow>;
  change(id: HandbookId, change: HandbookChange): Promise<void>;
  /** Deletes the handbook with everything in it. */
  remove(id: HandbookId): Promise<void>;
  bringHandbookBack(id: HandbookId): Promise<void>;
  /** Handbooks that can still be brought back. */
  deletedHandbooks(paging: Paging): Promise<Page<DeletedHandbook>>;
  /** By id or slug; undefined when it is not there or deleted. */
  find(idOrSlug: string): Promise<HandbookRow | undefined>;
  /** Those that the actor may see, by id. */
  list(actor: Actor, paging: Paging): Promise<Page<HandbookRow>>;
  /** What some handbooks ask for, each in its order. */
  facts(ids: readonly HandbookId[]): Promise<FactRow[]>;
  /** The core first, then by city. */
  editions(ids: readonly HandbookId[]): Promise<EditionSummary[]>;

  /** Every edition that is there, of every handbook: what somebody may read is asked of each. */
  editionPlaces(): Promise<EditionPlace[]>;
  /** Those of these editions that were edited last, newest first. */
  recentChapters(editionIds: readonly EditionId[], limit: number): Promise<RecentChapter[]>;

  /** Undefined when it, or its handbook, is not there or deleted. */
  edition(id: EditionId): Promise<PlacedEdition | undefined>;
  /** Undefined when it is not there or deleted. */
  chapter(id: ChapterId): Promise<ChapterRow | undefined>;
  /** In order, without the deleted ones. */
  chapters(id: EditionId): Promise<ChapterRow[]>;
  addChapter(chapter: NewChapter): Promise<ChapterRow>;
  changeChapter(id: ChapterId, change: ChapterChange): Promise<void>;
  deleteChapter(id: ChapterId, actor: Actor): Promise<void>;
  bringBack(id: ChapterId): Promise<void>;
  /** What can still be brought back. */
  deleted(id: EditionId, paging: Paging): Promise<Page<DeletedChapter>>;
  /** Takes what was deleted more than 30 days ago off the disk; how many chapters and handbooks. */
  purge(): Promise<number>;
  on<Name extends keyof HandbooksEvents>(
    event: Name,
    listener: (what: HandbooksEvents[Name]) => void,
  ): () => void;
}

/** Opens the feature; it holds nothing that must be closed. */
export function createHandbooks(deps: ArrangeDeps): Handbooks {
  const { db, clock } = deps;
  const events = createEmitter<HandbooksEvents>();
  return {
    make: (handbook) => makeHandbook(deps, handbook),
    change: (id, change) => changeHandbook(deps, id, change),
    remove: async (id) => {
      for (const chapterId of await deleteHandbook(deps, id)) {
        events.emit('chapterDeleted', { chapterId });
      }
    },
    bringHandbookBack: (id) => bringHandbookBack(deps, id),
    deletedHandbooks: (paging) => {
      const since = clock.now() - KEPT_MS;
      return pageOf(
        paging,
        (range: Range<HandbookId>) => listDeletedHandbooks(db, since, range),
        ({ id }) => id,
      );
    },
    find: (idOrSlug) => findHandbook(db, idOrSlug),
    list: (actor, paging) =>
      pageOf(
        paging,
        (range: Range<HandbookId>) => listFor(db, actor, range),
        ({ id }) => id,
      ),
    facts: (ids) => listFactsOf(db, ids),
    editions: (ids) => summarizeEditions(db, ids),

    editionPlaces: () => listEditionPlaces(db),
    recentChapters: (editionIds, limit) => recentChapters(db, editionIds, limit),

    edition: (id) => findEdition(db, id),
    chapter: async (id) => {
      const chapter = await findChapter(db, id);
      return chapter?.deleted_at === null ? chapter : undefined;
    },
    chapters: (id) => listChapters(db, id),
    addChapter: (chapter) => addChapterTo(deps, chapter),
    changeChapter: (id, change) => changeChapter(deps, id, change),
    deleteChapter: async (id, actor) => {
      await deleteChapter(deps, id, actor);
      events.emit('chapterDeleted', { chapterId: id });
    },
    bringBack: (id) => bringBack(deps, id),
    deleted: (editionId, paging) => {
      const where = { editionId, since: clock.now() - KEPT_MS };
      return pageOf(
        paging,
        (range: Range<ChapterId>) => listDeleted(db, where, range),
        ({ id }) => id,
      );
    },
    purge: () => purge(deps),
    on: (event, listener) => events.on(event, listener),
  };
}

/** Everyone's handbooks for the owner and the operator; for others those where they hold a role. */
async function listFor(
  db: Kysely<Schema>,
  actor: Actor,
  range: Range<HandbookId>,
): Promise<HandbookRow[]> {
  const personId = personIdOf(actor);
  if (actor.kind === 'nobody') return [];
  const seesAll = personId === null || (await isOwner(db, personId));
  return listHandbooks(db, seesAll ? 'everyone' : personId, range);
}
