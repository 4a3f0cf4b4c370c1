/** The contract's routes on editions, on cities, and on chapters' text beside their upstream's. */
import { editionHead, type Handbooks, type PlacedEdition } from '#server/handbooks/handbooks.ts';
import { notFound } from '#server/lib/refusals.ts';
import { type Actor, type People, signedIn } from '#server/people/people.ts';
import { type Block, docOf } from '#shared/content/content.ts';
import type { ChapterId, EditionId } from '#shared/ids.ts';
import { printChapter } from '#shared/markdown/markdown.ts';
import type { Cities } from './cities.ts';
import type { Editions, ListedChapter } from './create-editions.ts';

/** Whom the routes ask. */
export interface EditionRoutesDeps {
  readonly people: People;
  readonly handbooks: Handbooks;
  readonly editions: Editions;
  readonly cities: Cities;
  /** The blocks as they stand in the live text. */
  readonly readNow: (chapterId: ChapterId) => Promise<readonly Block[]>;
}

/** The contract's routes on editions and their facts. */
export function editionsRoutes(deps: EditionRoutesDeps) {
  const { people, editions, cities } = deps;
  return {
    get: signedIn.editions.get.handler(async ({ context: { actor }, input: { editionId: id } }) => {
      await people.authorize(actor, 'read', { kind: 'edition', id });
      return describe(deps, actor, await editions.find(id));
    }),
    find: signedIn.editions.find.handler(async ({ context: { actor }, input }) => {
      const edition = await editions.findByAddress(input.handbook, input.edition);
      if (!edition) throw notFound();
      await people.authorize(actor, 'read', { kind: 'edition', id: edition.id });
      return describe(deps, actor, edition);
    }),
    make: signedIn.editions.make.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'make-edition', { kind: 'handbook', id: input.handbookId });
      const id = await editions.make(input, actor);
      return describe(deps, actor, await editions.find(id));
    }),
    change: signedIn.editions.change.handler(async ({ context: { actor }, input }) => {
      const { editionId: id, ...change } = input;
      await people.authorize(actor, 'set-edition', { kind: 'edition', id });
      await editions.change(id, change);
      return describe(deps, actor, await editions.find(id));
    }),
    facts: signedIn.editions.facts.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'read', { kind: 'edition', id: input.editionId });
      return { facts: await editions.facts(input.editionId) };
    }),
    fillFacts: signedIn.editions.fillFacts.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'fill-facts', { kind: 'edition', id: input.editionId });
      await editions.fillFacts(input.editionId, input.facts, actor);
      return { facts: await editions.facts(input.editionId) };
    }),
    cities: signedIn.editions.cities.handler(async ({ input }) => {
      return { cities: [...(await cities.find(input.q))] };
    }),
  };
}

/** The chapters' routes that read text; the others stand with the handbooks. */
export function textRoutes({ people, handbooks, editions, readNow }: EditionRoutesDeps) {
  return {
    lineage: signedIn.chapters.lineage.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'read', { kind: 'chapter', id: input.chapterId });
      const chapter = await handbooks.chapter(input.chapterId);
      if (!chapter) throw notFound();
      const blocks = await editions.lineage(chapter);
      return { blocks: blocks.map(({ upstreamSameness: _, ...block }) => block) };
    }),
    markdown: signedIn.chapters.markdown.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'read', { kind: 'chapter', id: input.chapterId });
      return { markdown: printChapter(docOf(await readNow(input.chapterId))) };
    }),
  };
}

async function describe(
  { people, editions }: EditionRoutesDeps,
  actor: Actor,
  edition: PlacedEdition | undefined,
) {
  if (!edition) throw notFound();
  const id: EditionId = edition.id;
  const may = await people.actionsOn(actor, { kind: 'edition', id });
  const chapters = await editions.chapters(id);
  return { ...editionHead(edition, may), chapters: chapters.map(listedReply) };
}

function listedReply({ row, lineage, wordCount, editedAt }: ListedChapter) {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    omitted: row.omitted_at !== null,
    isOwn: row.upstream_id === null,
    wordCount,
    editedAt,
    lineage: { ...lineage },
  };
}
