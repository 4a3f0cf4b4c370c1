/** The door to a chapter's history: revisions kept as work settles, named, read, brought back. */

export { createHistory, type History, type HistoryDeps } from './create-history.ts';
export type { Revision, WholeRevision } from './read-revision.ts';
export type { RevisionReason } from './record.ts';
export { revisionsRoutes } from './routes.ts';
