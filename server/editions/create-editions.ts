/** Puts editions together: a city's text beside the core's, its facts, what it shares with the core. */
import { inTransaction } from '#server/db/db.ts';
import {
  type ChapterRow,
  editionSlugs,
  findEdition,
  findEditionBySlug,
  findHandbook,
  listChapters,
  lockHandbook,
  type PlacedEdition,
  updateEdition,
} from '#server/handbooks/handbooks.ts';
import { notFound } from '#server/lib/refusals.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';
import type { EditionId } from '#shared/ids.ts';
import { newestRevisions, saidOfEdition } from './edition-text-store.ts';
import { type FactFilling, type FactValue, factValues, fillFacts } from './facts.ts';
import {
  type ChapterStanding,
  type LineageDeps,
  lineageReader,
  type SaidLineage,
} from './lineage-reader.ts';
import {
  type MakeEditionDeps,
  makeEdition,
  type NewEdition,
  refuseReserved,
  taken,
} from './make-edition.ts';

export type EditionsDeps = MakeEditionDeps & LineageDeps;

/** A chapter in an edition's list. */
export interface ListedChapter extends ChapterStanding {
  readonly row: ChapterRow;
}

/** What is to be another; undefined leaves it as it is. */
export interface EditionChange {
  /** '' for the handbook's own, as for the summary. */
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly city?: string | undefined;
  readonly language?: string | undefined;
  readonly slug?: string | undefined;
}

/** Editions' texts, facts and lineage. */
export interface Editions {
  /** Undefined when it, or its handbook, is not there or deleted. */
  find(id: EditionId): Promise<PlacedEdition | undefined>;
  /** By the two parts of its address; the handbook also by its id. */
  findByAddress(handbook: string, edition: string): Promise<PlacedEdition | undefined>;
  /** In order, without deleted ones. */
  chapters(id: EditionId): Promise<ListedChapter[]>;
  make(edition: NewEdition, actor: Actor): Promise<EditionId>;
  change(id: EditionId, change: EditionChange): Promise<void>;
  facts(id: EditionId): Promise<FactValue[]>;
  fillFacts(id: EditionId, fillings: readonly FactFilling[], actor: Actor): Promise<void>;
  lineage(chapter: ChapterRow): Promise<readonly SaidLineage[]>;
}

/** Opens the feature; it holds nothing that must be closed. */
export function createEditions(deps: EditionsDeps): Editions {
  const { db, clock } = deps;
  const reader = lineageReader(deps);
  const known = async (id: EditionId) => {
    const edition = await findEdition(db, id);
    if (!edition) throw notFound();
    return edition;
  };
  return {
    find: (id) => findEdition(db, id),
    findByAddress: async (handbook, edition) => {
      const row = await findHandbook(db, handbook);
      return row && findEditionBySlug(db, row.id, edition);
    },
    chapters: async (id) => {
      const edition = await kindOf(db, id);
      const heads = await newestRevisions(db, id);
      const said = await saidOfEdition(db, id);
      const listed: ListedChapter[] = [];
      for (const row of await listChapters(db, id)) {
        const about = said.get(row.id) ?? new Map();
        listed.push({
          row,
          ...(await reader.standing({ edition, row }, heads.get(row.id), about)),
        });
      }
      return listed;
    },
    make: (edition, actor) => makeEdition(deps, edition, actor),
    change: (id, change) => changeEdition(deps, id, change),
    facts: async (id) => factValues(db, await known(id)),
    fillFacts: async (id, fillings, actor) => {
      const edition = await known(id);
      await fillFacts(db, edition, { fillings, by: personIdOf(actor), at: clock.now() });
    },
    lineage: async (row) => reader.blocks({ edition: await kindOf(db, row.edition_id), row }),
  };
}

async function kindOf(db: EditionsDeps['db'], id: EditionId): Promise<'core' | 'city'> {
  return (await findEdition(db, id))?.upstream_id === null ? 'core' : 'city';
}

/** The core has no city and keeps the handbook's title and its address; its language may change. */
async function changeEdition(
  { db }: EditionsDeps,
  id: EditionId,
  { title, summary, city, language, slug }: EditionChange,
): Promise<void> {
  await inTransaction(db, async (db) => {
    const edition = await findEdition(db, id);
    if (!edition) throw notFound();
    const isCore = edition.upstream_id === null;
    if (isCore && (city !== undefined || (slug !== undefined && slug !== edition.slug))) {
      throw new AppError('invalid', 'The core belongs to no city and keeps its address.');
    }
    if (isCore && (title || summary)) {
      throw new AppError('invalid', 'The core bears the handbook’s own title and summary.');
    }
    await lockHandbook(db, edition.handbook_id);
    if (slug !== undefined && slug !== edition.slug) {
      refuseReserved(slug);
      if ((await editionSlugs(db, edition.handbook_id)).has(slug)) throw taken(slug);
    }
    await updateEdition(db, id, {
      ...(title !== undefined && { title }),
      ...(summary !== undefined && { summary }),
      ...(city !== undefined && { city }),
      ...(language !== undefined && { language }),
      ...(slug !== undefined && { slug }),
    });
  });
}
