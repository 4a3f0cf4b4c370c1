/** The contract's routes on handbooks and on chapters' place and state. */
import { notFound } from '#server/lib/refusals.ts';
import { type Actor, type People, signedIn } from '#server/people/people.ts';
import type { ChapterId, EditionId } from '#shared/ids.ts';
import type { Handbooks } from './create-handbooks.ts';
import type { HandbookRow } from './handbook-store.ts';
import { chapterReply, editionHead, handbookReply } from './replies.ts';

const INSTANCE = { kind: 'instance' } as const;
const DONE = { done: true } as const;

export interface HandbookRoutesDeps {
  readonly people: People;
  readonly handbooks: Handbooks;
}

/** The contract's routes on handbooks. */
export function handbooksRoutes(deps: HandbookRoutesDeps) {
  const { people, handbooks } = deps;
  return {
    list: signedIn.handbooks.list.handler(async ({ context: { actor }, input }) => {
      const { results, nextCursor } = await handbooks.list(actor, input);
      return { results: await describe(deps, actor, results), nextCursor };
    }),
    get: signedIn.handbooks.get.handler(async ({ context: { actor }, input }) => {
      return describeOne(deps, actor, input.handbook);
    }),
    make: signedIn.handbooks.make.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'make-handbook', INSTANCE);
      const { id } = await handbooks.make(input);
      return describeOne(deps, actor, id);
    }),
    change: signedIn.handbooks.change.handler(async ({ context: { actor }, input }) => {
      const { handbookId: id, ...change } = input;
      await people.authorize(actor, 'set-handbook', { kind: 'handbook', id });
      await handbooks.change(id, change);
      return describeOne(deps, actor, id);
    }),
    remove: signedIn.handbooks.remove.handler(async ({ context: { actor }, input }) => {
      const { handbookId: id } = input;
      await people.authorize(actor, 'read', { kind: 'handbook', id });
      await people.authorize(actor, 'make-handbook', INSTANCE);
      await handbooks.remove(id);
      return DONE;
    }),
    deleted: signedIn.handbooks.deleted.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'make-handbook', INSTANCE);
      return handbooks.deletedHandbooks(input);
    }),
    bringBack: signedIn.handbooks.bringBack.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'make-handbook', INSTANCE);
      await handbooks.bringHandbookBack(input.handbookId);
      return describeOne(deps, actor, input.handbookId);
    }),
  };
}

/** One handbook for somebody who may read it; the same `not-found` for all other cases. */
async function describeOne(deps: HandbookRoutesDeps, actor: Actor, idOrSlug: string) {
  const row = await deps.handbooks.find(idOrSlug);
  if (!row) throw notFound();
  await deps.people.authorize(actor, 'read', { kind: 'handbook', id: row.id });
  const [reply] = await describe(deps, actor, [row]);
  if (!reply) throw notFound();
  return reply;
}

/** Handbooks with the editions and actions that are the asker's to see. */
async function describe(deps: HandbookRoutesDeps, actor: Actor, rows: readonly HandbookRow[]) {
  const ids = rows.map(({ id }) => id);
  const reach = await deps.people.reachOf(actor);
  const editions = await deps.handbooks.editions(ids);
  const facts = await deps.handbooks.facts(ids);
  return rows.map((row) =>
    handbookReply(row, {
      facts: facts.filter((fact) => fact.handbook_id === row.id),
      editions: editions.filter((edition) => edition.handbookId === row.id && reach.sees(edition)),
      may: reach.actionsOn(row.id),
    }),
  );
}

/** Those of the chapters' routes that need no text; editions adds the others. */
export function chaptersRoutes(deps: HandbookRoutesDeps) {
  const { people, handbooks } = deps;
  return {
    recent: signedIn.chapters.recent.handler(async ({ context: { actor }, input }) => {
      const chapters = await handbooks.recentChapters(await readable(deps, actor), input.limit);
      return { chapters: chapters.map((row) => ({ ...row, editedBy: [...row.editedBy] })) };
    }),
    get: signedIn.chapters.get.handler(async ({ context: { actor }, input: { chapterId: id } }) => {
      await people.authorize(actor, 'read', { kind: 'chapter', id });
      return describeChapter(deps, actor, id);
    }),
    add: signedIn.chapters.add.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'arrange', { kind: 'edition', id: input.editionId });
      const { id } = await handbooks.addChapter({ ...input, author: actor });
      return describeChapter(deps, actor, id);
    }),
    change: signedIn.chapters.change.handler(async ({ context: { actor }, input }) => {
      const { chapterId: id, ...change } = input;
      await people.authorize(actor, 'arrange', { kind: 'chapter', id });
      await handbooks.changeChapter(id, change);
      return describeChapter(deps, actor, id);
    }),
    remove: signedIn.chapters.remove.handler(
      async ({ context: { actor }, input: { chapterId: id } }) => {
        await people.authorize(actor, 'arrange', { kind: 'chapter', id });
        await handbooks.deleteChapter(id, actor);
        return DONE;
      },
    ),
    deleted: signedIn.chapters.deleted.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'arrange', { kind: 'edition', id: input.editionId });
      return handbooks.deleted(input.editionId, input);
    }),
    bringBack: signedIn.chapters.bringBack.handler(
      async ({ context: { actor }, input: { chapterId: id } }) => {
        const isThere = (await handbooks.chapter(id)) !== undefined;
        const kind = isThere ? 'chapter' : 'deleted-chapter';
        await people.authorize(actor, 'arrange', { kind, id });
        await handbooks.bringBack(id);
        return describeChapter(deps, actor, id);
      },
    ),
  };
}

/** The editions that the asker may read, by the same rule as the lists. */
async function readable(
  { people, handbooks }: HandbookRoutesDeps,
  actor: Actor,
): Promise<EditionId[]> {
  const { sees } = await people.reachOf(actor);
  const places = await handbooks.editionPlaces();
  return places.filter(sees).map(({ id }) => id);
}

async function describeChapter(
  { people, handbooks }: HandbookRoutesDeps,
  actor: Actor,
  id: ChapterId,
) {
  const chapter = await handbooks.chapter(id);
  const edition = chapter && (await handbooks.edition(chapter.edition_id));
  if (!edition) throw notFound();
  const may = await people.actionsOn(actor, { kind: 'chapter', id });
  return chapterReply(chapter, editionHead(edition, may), await handbooks.chapters(edition.id));
}
