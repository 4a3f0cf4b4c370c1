/** The door to the server: the typed client, what is asked through it, and signing in. */
export { ApiError, beyondFields, problemAt } from '#client/lib/api-error.ts';
export { api } from './client.ts';
export {
  CALM_MS,
  chapterQuery,
  citiesQuery,
  deletedChaptersQuery,
  deletedHandbooksQuery,
  editionMembersQuery,
  editionQuery,
  factsQuery,
  handbookMembersQuery,
  handbookQuery,
  handbooksQuery,
  invalidate,
  meQuery,
  peopleQuery,
  recentChaptersQuery,
} from './queries.ts';
export { signIn, signOut } from './session.ts';
export type {
  Chapter,
  ChapterRow,
  City,
  Edition,
  EditionSummary,
  FactValue,
  Handbook,
  Me,
  Member,
  Person,
} from './types.ts';
