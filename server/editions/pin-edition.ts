import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import {
  type ChapterRow,
  findChapter,
  findEdition,
  findHandbook,
  listChapters,
  listFacts,
  type PlacedEdition,
  parseCredits,
} from '#server/handbooks/handbooks.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { EditionId } from '#shared/ids.ts';
import type { EditionPin, PinnedCity } from './edition-pin.ts';
import { newestRevisions, saidOfEdition } from './edition-text-store.ts';
import { factValues } from './facts.ts';
import type { CityFactModel, LineageModel } from './handbook-model.ts';
import { findRelease, policiesOf } from './import-store.ts';

/**
 * An edition with what it rests on, as it stands now: of a city the upstream's release that it is
 * based on, each other text at its newest revision. Call it in one snapshot, so that it never mixes
 * two moments. Rejects with `not-found`.
 */
export async function pinEdition(db: Kysely<Schema>, editionId: EditionId): Promise<EditionPin> {
  const edition = await findEdition(db, editionId);
  const handbook = edition && (await findHandbook(db, edition.handbook_id));
  if (edition === undefined || handbook === undefined) throw notFound();
  const { slug, title, summary, licence, model } = handbook;
  const texts = await newestTexts(db, edition);
  const isCore = edition.upstream_id === null;
  const upstream = edition.upstream_id && (await findEdition(db, edition.upstream_id));
  const language = isCore ? edition.language : upstream ? upstream.language : handbook.language;
  const credits = [...parseCredits((upstream || edition).credits)];
  const core: EditionPin['core'] = [];
  for (const { row, revision } of isCore ? texts : await upstreamTexts(db, edition))
    core.push({ ...named(row), revision, policies: await policies(db, row) });
  return {
    handbook: { slug, title, summary, licence, model, credits, language },
    facts: await askedFacts(db, edition),
    core,
    city: isCore ? null : await pinCity(db, edition, texts),
  };
}

/** A chapter and which of its revisions. */
interface TextAt {
  readonly row: ChapterRow;
  readonly revision: number;
}

function named({ id, slug, title }: ChapterRow) {
  return { id, slug, title };
}

async function newestTexts(db: Kysely<Schema>, edition: PlacedEdition): Promise<TextAt[]> {
  const heads = await newestRevisions(db, edition.id);
  const rows = await listChapters(db, edition.id);
  return rows.flatMap((row) => {
    const revision = heads.get(row.id)?.number;
    return revision === undefined ? [] : [{ row, revision }];
  });
}

/** The upstream's text that the city rests on: of the release, or as it stands where there is none. */
async function upstreamTexts(db: Kysely<Schema>, edition: PlacedEdition): Promise<TextAt[]> {
  const upstream = edition.upstream_id && (await findEdition(db, edition.upstream_id));
  if (!upstream) return [];
  const number = edition.base_number;
  const released = number === null ? undefined : await findRelease(db, upstream.id, number);
  if (released === undefined) return newestTexts(db, upstream);
  const texts: TextAt[] = [];
  for (const { chapterId, revision } of released) {
    const row = await findChapter(db, chapterId);
    if (row) texts.push({ row, revision });
  }
  return texts;
}

async function policies(db: Kysely<Schema>, { id }: ChapterRow) {
  return [...(await policiesOf(db, id))].map(([blockId, policy]) => ({ blockId, policy }));
}

/** What the handbook asks for, with the core's own values. */
async function askedFacts(
  db: Kysely<Schema>,
  edition: PlacedEdition,
): Promise<EditionPin['facts']> {
  const asked = await listFacts(db, edition.handbook_id);
  const core = { ...edition, id: edition.upstream_id ?? edition.id };
  const values = new Map(
    (await filledFacts(db, core)).map(({ name, label: _, ...filled }) => [name, filled]),
  );
  return asked.map(({ name, type, label, help }) => {
    return { name, type, label, help, inCore: values.get(name) ?? null };
  });
}

async function filledFacts(
  db: Kysely<Schema>,
  edition: Pick<PlacedEdition, 'id' | 'handbook_id'>,
): Promise<(CityFactModel & { readonly name: string })[]> {
  const values = await factValues(db, edition);
  return values
    .filter((fact) => [fact.value, fact.source, fact.reviewBy, fact.ownLabel].some(Boolean))
    .map(({ name, value, source, reviewBy, ownLabel: label }) => {
      return { name, value, source, reviewBy, label };
    });
}

async function pinCity(
  db: Kysely<Schema>,
  edition: PlacedEdition,
  texts: readonly TextAt[],
): Promise<PinnedCity> {
  const { slug, title, summary, city, country, latitude, longitude, language } = edition;
  const said = await saidOfEdition(db, edition.id);
  return {
    slug,
    title,
    summary,
    credits: [...parseCredits(edition.credits)],
    city,
    country,
    latitude,
    longitude,
    language,
    basedOn: edition.base_number,
    facts: await filledFacts(db, edition),
    chapters: texts.map(({ row, revision }) => ({
      ...named(row),
      revision,
      upstream: row.upstream_id,
      isOmitted: row.omitted_at !== null,
      lineage: lineageOf(said.get(row.id) ?? new Map()),
    })),
  };
}

/** By block id: rows have no order of their own. */
function lineageOf(
  said: ReadonlyMap<LineageModel['blockId'], Omit<LineageModel, 'blockId'>>,
): LineageModel[] {
  const lines = [...said].map(
    ([blockId, { reason, sentence, differsInSubstance, translates }]) => ({
      blockId,
      reason,
      sentence,
      differsInSubstance,
      translates,
    }),
  );
  return lines.sort((one, other) => (one.blockId < other.blockId ? -1 : 1));
}
