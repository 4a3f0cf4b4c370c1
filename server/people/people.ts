/** The door to people: who asks, what they may, accounts, roles, tokens. */

export { type Actor, OPERATOR, type PersonActor, personIdOf } from './actor.ts';
export { createPeople, type People, type PeopleDeps, type PeopleEvents } from './create-people.ts';
export type { AskedAction, Resource } from './resource.ts';
export { type RequestContext, route, signedIn } from './route.ts';
export { membersRoutes, peopleRoutes } from './routes.ts';
export { isOwner } from './standing-store.ts';
