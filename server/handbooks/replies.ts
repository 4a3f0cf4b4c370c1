/** What the routes answer: rows made into the shapes of the contract. */
import type { z } from 'zod';
import type { Action } from '#shared/access/access.ts';
import type { chapter } from '#shared/api/chapters.ts';
import { FACT_TYPES, type factDefinition, type handbook } from '#shared/api/handbooks.ts';
import type { ChapterRow } from './chapter-store.ts';
import type { PlacedEdition } from './edition-store.ts';
import type { EditionSummary } from './edition-summaries.ts';
import type { FactRow } from './fact-store.ts';
import type { HandbookRow } from './handbook-store.ts';

type HandbookReply = z.infer<typeof handbook>;
type ChapterReply = z.infer<typeof chapter>;
/** An edition without its chapters. */
export type EditionHead = ChapterReply['edition'];
/** A fact as the contract has it. */
export type FactReply = z.infer<typeof factDefinition>;

/** A fact that a handbook asks for. A type that is not known any more counts as text. */
export function factReply({ name, type, label, help }: FactRow): FactReply {
  const known = FACT_TYPES.find((one) => one === type) ?? 'text';
  return { name, type: known, label, help };
}

/** A handbook with its facts and those of its editions that are given. */
export function handbookReply(
  row: HandbookRow,
  parts: {
    readonly facts: readonly FactRow[];
    readonly editions: readonly EditionSummary[];
    readonly may: readonly Action[];
  },
): HandbookReply {
  const { id, slug, title, summary, language, licence, model } = row;
  const facts = parts.facts.map(factReply);
  const editions = parts.editions.map(({ handbookId: _, isCore: __, ownTitle, ...rest }) => ({
    ...rest,
    title: ownTitle || title,
  }));
  return {
    id,
    slug,
    title,
    summary,
    language,
    licence,
    model,
    facts,
    editions,
    may: [...parts.may],
  };
}

/** An edition as its pages begin: with the handbook's words where it has none of its own. */
export function editionHead(edition: PlacedEdition, may: readonly Action[]): EditionHead {
  const { id, slug, city, country, latitude, longitude, language } = edition;
  return {
    id,
    handbookId: edition.handbook_id,
    handbookSlug: edition.handbook_slug,
    handbookTitle: edition.handbook_title,
    slug,
    title: edition.title || edition.handbook_title,
    summary: edition.summary || edition.handbook_summary,
    ownTitle: edition.title,
    ownSummary: edition.summary,
    city,
    country,
    latitude,
    longitude,
    language,
    isCore: edition.upstream_id === null,
    basedOnRelease: edition.base_number,
    may: [...may],
  };
}

/** A chapter among its neighbours; those that the edition leaves out are nobody's neighbours. */
export function chapterReply(
  row: ChapterRow,
  edition: EditionHead,
  order: readonly ChapterRow[],
): ChapterReply {
  const index = order.findIndex(({ id }) => id === row.id);
  const isKept = ({ omitted_at }: ChapterRow) => omitted_at === null;
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    omitted: row.omitted_at !== null,
    deletedAt: row.deleted_at,
    edition,
    previous: neighbour(order.slice(0, Math.max(0, index)).findLast(isKept)),
    next: neighbour(order.slice(index + 1).find(isKept)),
    may: edition.may,
  };
}

function neighbour(row: ChapterRow | undefined): ChapterReply['previous'] {
  return row ? { id: row.id, title: row.title } : null;
}
