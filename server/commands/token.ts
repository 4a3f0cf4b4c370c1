import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.token;

/** Makes a bearer token and prints it, and nothing else: it is shown this once. */
export const token: Command = {
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
