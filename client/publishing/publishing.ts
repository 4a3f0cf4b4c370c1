/** The door to exports: asking for files of an edition, and the page that is passed on. */
export { ExportPage } from './export-page.tsx';
export { ExportPanel } from './export-panel.tsx';
