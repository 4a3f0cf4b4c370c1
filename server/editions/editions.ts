/** The door to editions: a city's own text beside the core's, its facts, handbooks as files. */

export { type Cities, type City, openCities } from './cities.ts';
export { createEditions, type Editions, type EditionsDeps } from './create-editions.ts';
export { editionFiles } from './edition-files.ts';
export { type EditionPin, editionPin, type PinnedText, textsOfPin } from './edition-pin.ts';
export { type ImportDeps, type Imported, importHandbook } from './import-handbook.ts';
export { pinEdition } from './pin-edition.ts';
export { readFilesAt } from './read-folder.ts';
export { editionsRoutes, textRoutes } from './routes.ts';
export { loadStarterHandbooks } from './starter-handbooks.ts';
