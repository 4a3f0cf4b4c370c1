/** Publishing: an edition as a file, made in the background, passed on by link. SPEC.md says how. */
export { createPublishing, type Publishing, type PublishingDeps } from './create-publishing.ts';
export { type DownloadsDeps, downloads } from './downloads.ts';
export type { Manifest } from './manifest.ts';
export type { ExportFormat } from './pin-manifest.ts';
export type { ReadRevision } from './read-texts.ts';
export type { Rendered } from './render.ts';
export type { ReportKey, ReportLine } from './report.ts';
export { type ExportsRoutesDeps, exportsRoutes } from './routes.ts';
