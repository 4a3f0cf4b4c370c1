import type { BlockJson } from '../content/content.ts';
import { LEVELS, type Level } from './escape.ts';
import type { Footnotes } from './footnotes.ts';
import { placeholderFootnotes } from './footnotes.ts';
import { parseWith } from './parse.ts';

/**
 * What `print` writes at the first level of escaping that reads back as the block, whose footnotes
 * hold their numbers unless others are given.
 *
 * @throws when even the hardest escaping reads back as something else: better no file than a wrong one.
 */
export function verified(
  json: BlockJson,
  print: (level: Level) => string,
  footnotes: () => Footnotes = placeholderFootnotes,
): string {
  const wanted = JSON.stringify({ type: 'doc', content: [json] });
  for (const level of LEVELS) {
    const printed = print(level);
    const { doc } = parseWith(printed, footnotes());
    if (JSON.stringify(doc) === wanted) return printed;
  }
  throw new Error(`This ${json.type} cannot be written as Markdown: ${JSON.stringify(json)}`);
}

/** Whether two ways of writing something read back as the same. */
export function isSame(one: string, other: string): boolean {
  const read = (markdown: string) => parseWith(markdown, placeholderFootnotes()).doc;
  return JSON.stringify(read(one)) === JSON.stringify(read(other));
}
