import { systemRandom } from '#server/lib/random.ts';
import { StartError } from '#server/lib/start-error.ts';
import { email, password, title } from '#shared/api/fields.ts';
import { newSecret } from '#shared/ids.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES['user add'];

/** Adds a person; without --password one is made up and printed. */
export const userAdd: Command = {
  run: async (product, { words }) => {
    const { positionals, values } = readWords(words, {
      usage,
      count: 1,
      options: {
        name: { type: 'string' },
        password: { type: 'string' },
        owner: { type: 'boolean' },
      },
    });
    const address = email.safeParse(positionals[0]);
    if (!address.success) throw new StartError(`"${positionals[0]}" is not an e-mail address.`);
    const name = title.safeParse(values.name ?? address.data.split('@')[0]);
    if (!name.success) throw new StartError('The name must be one line of at most 200 characters.');
    const chosen = password.safeParse(values.password ?? newSecret(systemRandom));
    if (!chosen.success) throw new StartError('The password must have 10 to 200 characters.');
    const person = { email: address.data, name: name.data, password: chosen.data };
    if (values.owner) await product.people.addOwner(person);
    else await product.people.addPerson(person);
    const told = values.password === undefined ? [`Password: ${person.password}`] : [];
    return { lines: [`Added ${person.email}${values.owner ? ' as an owner' : ''}.`, ...told] };
  },
};
