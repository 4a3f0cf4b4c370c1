import fc from 'fast-check';
import { normal } from '#shared/content/content.ts';
import { parseChapter, printChapter } from '#shared/markdown/markdown.ts';
import { chapters, markdownTexts } from './arbitrary-markdown.ts';

export interface MarkdownTrial {
  readonly count: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

/**
 * Prints and parses `count` chapters, and parses and prints a quarter as many hostile texts. Each
 * failure is shrunk and logged with what repeats it.
 */
export async function runMarkdownTrial(
  trial: MarkdownTrial,
): Promise<{ readonly failures: number; readonly rounds: number }> {
  const { count, seed, log } = trial;
  log(`markdown: ${count} chapters, seed ${seed}`);
  const chapter = fc.property(chapters, (doc) => {
    const markdown = printChapter(doc);
    const again = parseChapter(markdown).doc;
    if (JSON.stringify(again) !== JSON.stringify(normal(doc)))
      throw new Error('not the same chapter');
    if (printChapter(again) !== markdown) throw new Error('not the same Markdown');
  });
  const text = fc.property(markdownTexts, (markdown) => {
    const { doc } = parseChapter(markdown);
    const printed = printChapter(doc);
    const again = parseChapter(printed).doc;
    if (JSON.stringify(again) !== JSON.stringify(doc)) throw new Error('not the same chapter');
    if (printChapter(again) !== printed) throw new Error('not the same Markdown');
  });
  const printed = fc.check(chapter, { numRuns: count, seed });
  const parsed = fc.check(text, { numRuns: Math.ceil(count / 4), seed });
  const told = [printed, parsed].filter((run) => run.failed);
  for (const run of told) {
    log(`seed ${run.seed}, path ${run.counterexamplePath}: ${JSON.stringify(run.counterexample)}`);
    log(String(run.errorInstance));
  }
  return { failures: told.length, rounds: printed.numRuns };
}
