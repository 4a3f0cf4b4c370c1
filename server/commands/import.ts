import { importHandbook, readFilesAt } from '#server/editions/editions.ts';
import { StartError } from '#server/lib/start-error.ts';
import { OPERATOR } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { typedPath } from './typed-path.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.import;

/** Makes a handbook of a folder, a zip or a Markdown file; entirely, or not at all. */
export const importFiles: Command = {
  run: async (product, { words, folder }) => {
    const { positionals, values } = readWords(words, {
      usage,
      count: 1,
      options: { handbook: { type: 'string' } },
    });
    const { files, name } = await readFilesAt(typedPath(positionals[0], { folder, usage }));
    const request = { files, name, handbook: values.handbook };
    const imported = await importHandbook(product.importing, request, OPERATOR).catch(refuse);
    const { slug, chapterCount, editionSlugs, notes } = imported;
    return {
      lines: [
        `Imported ${slug}: ${countOf(chapterCount)}, editions ${['core', ...editionSlugs].join(', ')}.`,
        ...notes.map(({ at, line, reason }) => `${at}${line ? `:${line}` : ''}: ${reason}`),
      ],
    };
  },
};

function countOf(chapterCount: number): string {
  return chapterCount === 1 ? '1 chapter' : `${chapterCount} chapters`;
}

/** Whose address is taken can choose another one. */
function refuse(error: unknown): never {
  if (error instanceof AppError && error.problems.some(({ at }) => at === 'slug'))
    throw new StartError(`${error.message} Choose another one with --handbook SLUG.`, {
      cause: error,
    });
  throw error;
}
