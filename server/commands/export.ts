import { writeFile } from 'node:fs/promises';
import { StartError } from '#server/lib/start-error.ts';
import { exportRow } from '#shared/api/exports.ts';
import type { Command } from './command.ts';
import { makeFile } from './make-file.ts';
import { readWords } from './read-words.ts';
import { reportWords } from './report-words.ts';
import { typedPath } from './typed-path.ts';
import { USAGES } from './usages.ts';

const formats = exportRow.shape.format;
const { usage } = USAGES.export;

/** Writes an edition as it is now into a file. EDITION is `core` or a city's slug. */
export const exportEdition: Command = {
  run: async (product, { words, folder }) => {
    const { positionals, values } = readWords(words, {
      usage,
      count: 2,
      options: { format: { type: 'string' }, out: { type: 'string' } },
    });
    const [handbook = '', edition = ''] = positionals;
    if (values.format === undefined || values.out === undefined)
      throw new StartError(`Usage: commonbook ${usage}`);
    const format = formats.safeParse(values.format);
    if (!format.success)
      throw new StartError(
        `The format "${values.format}" is not part of this version: use ${formats.options.join(', ')}.`,
      );
    const file = typedPath(values.out, { folder, usage });
    const wanted = { handbook, edition, format: format.data };
    const { bytes, report } = await product.publishing.exportEdition(wanted);
    await makeFile(file, product.dataDir, (part) => writeFile(part, bytes, { flag: 'wx' }));
    return { lines: [`Wrote ${file}.`, ...report.map(reportWords)] };
  },
};
