import type { ReportKey, ReportLine } from '#server/publishing/publishing.ts';

/** What an export says of itself, as one line of a terminal; `{name}` stands for a value of that name. */
const SENTENCES: Readonly<Record<ReportKey, string>> = {
  pages: 'Pages: {count}.',
  files: 'Files: {count}.',
  accessible: 'Accessible: the PDF keeps the rules of PDF/UA-1 for screen readers.',
  'not-accessible': 'Not fully accessible: {reason} ({chapter})',
  'facts-filled': 'Local facts filled in: {count}.',
  'facts-missing': 'Local facts not filled in yet: {count} ({labels}).',
  'facts-left-to-cities': 'Facts left for each city to fill in: {count}.',
  'fact-unknown': '“{chapter}” uses facts that the handbook does not ask for: {name}.',
  'characters-replaced':
    'Characters in “{chapter}” that cannot be printed stand as numbers: {characters}.',
  'picture-missing': 'Pictures missing in “{chapter}”: {count}.',
  'pictures-unreadable': 'Pictures that could not be read: {count}.',
  'pictures-outside': 'Pictures that are not in the text file, only in the zip: {count}.',
  'alt-missing':
    'Pictures in “{chapter}” without a description for those who cannot see them: {count}.',
  'headings-renumbered': 'Headings in “{chapter}” that skipped a level, put in order: {count}.',
  'headings-empty': 'Empty headings in “{chapter}”, left out: {count}.',
  'links-dropped':
    'Links in “{chapter}” that lead nowhere in this book; their words stay: {count}.',
  'chapters-omitted': 'Chapters left out of this edition: {count}.',
  'chapter-empty': 'The chapter “{chapter}” is empty.',
  failed: '{reason}',
};

/** A line of an export's report in English, as the command line speaks. */
export function reportWords({ key, values }: ReportLine): string {
  // A fault of the typesetter is not always one chapter's.
  const template =
    values.chapter === '' ? SENTENCES[key].replace(' ({chapter})', '') : SENTENCES[key];
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
