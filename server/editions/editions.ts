/** The door to editions: a city's own text beside the core's, its facts, handbooks as files. */

export { type Cities, type City, openCities } from './cities.ts';
export { createEditions, type Editions, type EditionsDeps } from './create-editions.ts';
export { type EditionFilesDeps, editionFiles } from './edition-files.ts';
export { type ImportDeps, type Imported, importHandbook } from './import-handbook.ts';
export { readFilesAt } from './read-folder.ts';
export { editionsRoutes, textRoutes } from './routes.ts';
export { loadStarterHandbooks } from './starter-handbooks.ts';
