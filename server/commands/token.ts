import type { Command } from './command.ts';
import { readWords } from './read-words.ts';

const usage = 'token EMAIL [--name N]';

/** Makes a bearer token and prints it, and nothing else: it is shown this once. */
export const token: Command = {
  usage,
  summary: 'print a new bearer token for programs',
  run: async (product, { words }) => {
    const { positionals, values } = readWords(words, {
      usage,
      count: 1,
      options: { name: { type: 'string' } },
    });
    const [email = ''] = positionals;
    return {
      lines: [await product.people.createToken(email.toLowerCase(), values.name ?? 'command line')],
    };
  },
};
