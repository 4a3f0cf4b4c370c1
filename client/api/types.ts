/** What the server's answers hold, as the browser reads them; derived from the contract. */
import type { api } from './client.ts';

type Answer<Call extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>;

export type Me = Answer<typeof api.people.me>;
export type Person = Answer<typeof api.people.list>['results'][number];
export type Member = Answer<typeof api.members.ofHandbook>['results'][number];
export type Handbook = Answer<typeof api.handbooks.get>;
export type EditionSummary = Handbook['editions'][number];
export type Edition = Answer<typeof api.editions.get>;
export type ChapterRow = Edition['chapters'][number];
export type Chapter = Answer<typeof api.chapters.get>;
export type FactValue = Answer<typeof api.editions.facts>['facts'][number];
export type City = Answer<typeof api.editions.cities>['cities'][number];
