/** The door to handbooks: their editions' rows, their chapters, the order of these, pictures. */

export { type ArrangeDeps, addChapter, type NewChapter, type Seed } from './arrange.ts';
export { type ChapterRow, findChapter, listChapters } from './chapter-store.ts';
export { type CleanImage, cleanImage, IMAGE_TYPES } from './clean-image.ts';
export { createHandbooks, type Handbooks, type HandbooksEvents } from './create-handbooks.ts';
export { parseCredits, printCredits } from './credits.ts';
export {
  type EditionRow,
  editionSlugs,
  findCore,
  findEdition,
  findEditionBySlug,
  insertEdition,
  lockEdition,
  lockHandbook,
  type PlacedEdition,
  updateEdition,
} from './edition-store.ts';
export { NOT_EDITS } from './edition-summaries.ts';
export { type FactRow, listFacts, replaceFacts } from './fact-store.ts';
export { freeSlug } from './free-slug.ts';
export { findHandbook, type HandbookRow } from './handbook-store.ts';
export { imageRoutes } from './image-routes.ts';
export { type FactDefinition, insertWithCore, type NewHandbook } from './make-handbook.ts';
export { type EditionHead, editionHead, type FactReply, factReply } from './replies.ts';
export { chaptersRoutes, handbooksRoutes } from './routes.ts';
