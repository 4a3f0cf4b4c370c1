/**
 * Chapters as Markdown. What is printed is canonical: printing what was parsed from it gives the same
 * text, and parsing it gives the same chapter. SPEC.md says how each kind of block is written.
 */
export {
  type FrontMatter,
  type ParsedYaml,
  parseFrontMatter,
  parseYaml,
  printFrontMatter,
  printYaml,
} from './front-matter.ts';
export { type ParsedChapter, type ParseOptions, parseChapter } from './parse.ts';
export { printChapter } from './print.ts';
