/** The contract's routes on people and on who has which role. */
import type { EditionId } from '#shared/ids.ts';
import type { People } from './create-people.ts';
import { route, signedIn } from './route.ts';

const INSTANCE = { kind: 'instance' } as const;
const DONE = { done: true } as const;

/** On oneself, setting up, and the installation's people. */
export function peopleRoutes(people: People) {
  return {
    me: route.people.me.handler(async ({ context }) => {
      const { actor } = context;
      const needsSetUp = await people.needsSetUp();
      if (actor.kind !== 'person') return { person: null, isOwner: false, needsSetUp };
      const isOwner = await people.can(actor, 'people-instance', INSTANCE);
      // The page asks this when it opens: the moment to prolong the session.
      const found = actor.via === 'session' ? await people.prolong(context.cookie) : undefined;
      context.setCookies(found?.cookies ?? []);
      return { person: await people.person(actor.id), isOwner, needsSetUp };
    }),
    setUp: route.people.setUp.handler(async ({ context, input }) => {
      context.setCookies(await people.setUp(input));
      return DONE;
    }),
    list: signedIn.people.list.handler(async ({ context, input }) => {
      await people.authorize(context.actor, 'people-instance', INSTANCE);
      return people.list(input);
    }),
    add: signedIn.people.add.handler(async ({ context, input }) => {
      await people.authorize(context.actor, 'people-instance', INSTANCE);
      return people.addPerson(input);
    }),
    remove: signedIn.people.remove.handler(async ({ context, input }) => {
      await people.authorize(context.actor, 'people-instance', INSTANCE);
      await people.removePerson(input.personId);
      return DONE;
    }),
  };
}

/** On who has which role; for those who may see that. */
export function membersRoutes(people: People) {
  const edition = (id: EditionId) => ({ kind: 'edition', id }) as const;
  return {
    ofHandbook: signedIn.members.ofHandbook.handler(async ({ context, input }) => {
      const { handbookId: id } = input;
      await people.authorize(context.actor, 'people-handbook', { kind: 'handbook', id });
      return people.membersOfHandbook(id, input);
    }),
    ofEdition: signedIn.members.ofEdition.handler(async ({ context, input }) => {
      await people.authorize(context.actor, 'people-edition', edition(input.editionId));
      return people.membersOfEdition(input.editionId, input);
    }),
    giveOnHandbook: signedIn.members.giveOnHandbook.handler(async ({ context, input }) => {
      const { handbookId: id } = input;
      await people.authorize(context.actor, 'people-handbook', { kind: 'handbook', id });
      await people.giveOnHandbook(id, input);
      return DONE;
    }),
    giveOnEdition: signedIn.members.giveOnEdition.handler(async ({ context, input }) => {
      await people.authorize(context.actor, 'people-edition', edition(input.editionId));
      await people.giveOnEdition(input.editionId, input);
      return DONE;
    }),
  };
}
