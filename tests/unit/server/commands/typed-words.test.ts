import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { helpOn } from '#server/commands/commands.ts';
import { type CommandWorld, commandWorld } from '#tests/support/command-world.ts';

let world: CommandWorld;
beforeEach(async () => {
  world = await commandWorld();
});
afterEach(() => world.remove());

const exporting = ['export', 'shop', 'core', '--format', 'markdown', '--out'];

it('refuses an empty path, which would be the folder where it was typed', async () => {
  await writeFile(join(world.folder, 'shop.md'), '# Shop\n\nText.\n');
  await world.run('import', 'shop.md');
  const before = await readdir(world.folder);
  for (const words of [
    ['import', ''],
    ['backup', ''],
    [...exporting, ''],
  ])
    await expect(world.run(...words)).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(`^The path is empty\\. Usage: commonbook ${words[0]} `),
    });
  await expect(world.restore('')).rejects.toThrow(
    'The path is empty. Usage: commonbook restore FILE',
  );
  expect(await readdir(world.folder)).toEqual(before);
});

it('refuses to write or read a folder as a file, in one line', async () => {
  await writeFile(join(world.folder, 'shop.md'), '# Shop\n\nText.\n');
  await world.run('import', 'shop.md');
  const folder = join(world.folder, 'out');
  await mkdir(folder);
  for (const words of [
    ['backup', 'out'],
    [...exporting, 'out'],
  ])
    await expect(world.run(...words)).rejects.toMatchObject({
      name: 'StartError',
      message: `${folder} is a folder: name a file in it.`,
    });
  await expect(world.restore('out')).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/^\S+\/out cannot be read \(\w+\): name a file that [^\n]*\.$/),
  });
  expect(await readdir(folder)).toEqual([]);
});

it('leaves what is not a file as it is', async () => {
  await writeFile(join(world.folder, 'shop.md'), '# Shop\n\nText.\n');
  await world.run('import', 'shop.md');
  const socket = join(world.folder, 'socket');
  const server = createServer().listen(socket);
  await once(server, 'listening');
  for (const words of [
    ['backup', 'socket'],
    [...exporting, 'socket'],
  ])
    await expect(world.run(...words)).rejects.toMatchObject({
      name: 'StartError',
      message: `${socket} is not a file, and was left as it is: choose another name.`,
    });
  expect((await stat(socket)).isSocket()).toBe(true);
  server.close();
});

it.each([
  [['list', '--help'], /^commonbook list \[--json\]\n {2}\S.*$/],
  [['restore', '-h'], /^commonbook restore FILE\n {2}\S.*$/],
  [['export', 'shop', '--help', '--format'], /^commonbook export HANDBOOK .*\n {2}\S.*$/],
  [['user', '--help'], /^commonbook user add EMAIL .*\n {2}\S.*$/],
  [['user', 'add', '--help'], /^commonbook user add EMAIL .*\n {2}\S.*$/],
])('says how a command is typed: %j', (words, text) => {
  expect(helpOn(words)).toMatch(text);
});

it.each([[['list']], [['token', '--', '--help']], [['no-such-thing', '--help']], [[]]])(
  'does not take for a question about a command: %j',
  (words) => {
    expect(helpOn(words)).toBeUndefined();
  },
);
