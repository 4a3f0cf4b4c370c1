import type { DocJson, PhraseJson } from '../content/content.ts';
import { normal } from '../content/content.ts';
import { newFootnotes } from './footnotes.ts';
import { parseChapter } from './parse.ts';
import { printBlock } from './print-block.ts';
import { printInline } from './print-inline.ts';
import { newPrinting, printBlocks } from './printing.ts';
import { verified } from './verify.ts';

/**
 * The chapter as canonical Markdown, ending in a line end; '' for an empty one. It is read back whole
 * and found to be the chapter's normal form.
 *
 * @throws when it is not, which would be a fault of this program: better no file than a wrong one.
 */
export function printChapter(doc: DocJson): string {
  const wanted = normal(doc);
  const printing = newPrinting(printBlock);
  const blocks = printBlocks(wanted.content, printing);
  const definitions = printing.footnotes.map(printDefinition).join('\n\n');
  const printed = [blocks, definitions].filter((part) => part !== '').join('\n\n');
  const markdown = printed === '' ? '' : `${printed}\n`;
  if (JSON.stringify(parseChapter(markdown).doc) !== JSON.stringify(wanted)) {
    throw new Error('The chapter as a whole reads back as something else than its blocks.');
  }
  return markdown;
}

/** One line a footnote, read back together with a reference to it. */
function printDefinition(content: readonly PhraseJson[], at: number): string {
  const label = `[^${at + 1}]`;
  const footnote = { type: 'footnote', content } as const;
  const block = { type: 'paragraph', attrs: { id: null }, content: [footnote] } as const;
  const print = (level: 0 | 1 | 2) =>
    `${label}\n\n${label}: ${printInline(content, { level, lines: 'one' })}`;
  return verified(block, print, newFootnotes)
    .slice(label.length + 2)
    .trimEnd();
}
