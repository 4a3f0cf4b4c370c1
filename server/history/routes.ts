/** The contract's routes on a chapter's revisions. */
import { type People, signedIn } from '#server/people/people.ts';
import type { ChapterId } from '#shared/ids.ts';
import type { History } from './create-history.ts';

export interface RevisionRoutesDeps {
  readonly people: Pick<People, 'authorize'>;
  readonly history: History;
}

const chapter = (id: ChapterId) => ({ kind: 'chapter', id }) as const;

/** Who may read a chapter reads its revisions; who may write in it keeps, names and restores them. */
export function revisionsRoutes({ people, history }: RevisionRoutesDeps) {
  return {
    list: signedIn.revisions.list.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'read', chapter(input.chapterId));
      return history.listNow(input.chapterId, input);
    }),
    get: signedIn.revisions.get.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'read', chapter(input.chapterId));
      return history.read(input.chapterId, input.number);
    }),
    keep: signedIn.revisions.keep.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'write', chapter(input.chapterId));
      return history.checkpoint(input.chapterId, { reason: 'named', name: input.name });
    }),
    name: signedIn.revisions.name.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'write', chapter(input.chapterId));
      return history.name(input.chapterId, input.number, input.name);
    }),
    restore: signedIn.revisions.restore.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'write', chapter(input.chapterId));
      const { chapterId, number, blocks } = input;
      return history.restore(chapterId, number, { actor, blocks });
    }),
    undoRestore: signedIn.revisions.undoRestore.handler(async ({ context: { actor }, input }) => {
      await people.authorize(actor, 'write', chapter(input.chapterId));
      const { chapterId, number, before, blocks } = input;
      return history.undoRestore(chapterId, number, { actor, before, blocks });
    }),
  };
}
