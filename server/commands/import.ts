import { resolve } from 'node:path';
import { importHandbook, readFilesAt } from '../editions/editions.ts';
import { OPERATOR } from '../people/people.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';

const usage = 'import PATH [--handbook SLUG]';

/** Makes a handbook of a folder, a zip or a Markdown file; entirely, or not at all. */
export const importFiles: Command = {
  usage,
  summary: 'make a handbook of a folder, a .zip or a .md file',
  run: async (product, { words, folder }) => {
    const { positionals, values } = readWords(words, {
      usage,
      count: 1,
      options: { handbook: { type: 'string' } },
    });
    const { files, name } = await readFilesAt(resolve(folder, positionals[0] ?? ''));
    const request = { files, name, handbook: values.handbook };
    const imported = await importHandbook(product.importing, request, OPERATOR);
    const { slug, chapterCount, editionSlugs, notes } = imported;
    return {
      lines: [
        `Imported ${slug}: ${chapterCount} chapters, editions ${editionSlugs.join(', ')}.`,
        ...notes.map(({ at, line, reason }) => `${at}${line ? `:${line}` : ''}: ${reason}`),
      ],
    };
  },
};
