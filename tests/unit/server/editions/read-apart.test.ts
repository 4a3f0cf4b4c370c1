import { expect, it } from 'vitest';
import { readApart } from '#server/editions/read-apart.ts';
import { readHandbookFiles } from '#server/editions/read-handbook-files.ts';
import { systemRandom } from '#server/lib/random.ts';

const options = { name: 'Big', random: systemRandom };
const paragraphs = Array.from(
  { length: 2_000 },
  (_, at) => `Paragraph ${at} of **many** ${'x'.repeat(100)}.`,
);
const files = new Map([
  ['one.md', new TextEncoder().encode(`# One\n\n${paragraphs.join('\n\n')}\n`)],
  ['two.md', new TextEncoder().encode('# Two\n\n![gone](images/none.png)\n')],
]);

/** Everything but the ids, which are new each time. */
const plain = (read: unknown) =>
  JSON.stringify(read, (key, value) => (key === 'id' ? undefined : value));

it('reads much text as it reads little, and leaves the event loop free meanwhile', async () => {
  let turnCount = 0;
  let isDone = false;
  const turn = () => {
    turnCount += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const read = await readApart(files, options);
  isDone = true;
  expect(turnCount).toBeGreaterThan(10);
  expect(read.model?.chapters.map(({ blocks }) => blocks.length)).toEqual([2_000, 1]);
  expect(plain(read)).toBe(plain(readHandbookFiles(files, options)));
});

it('tells what is wrong in much text', async () => {
  const faulty = new Map([...files, ['handbook.yaml', new TextEncoder().encode('title: [x')]]);
  const read = await readApart(faulty, options);
  expect(read.model).toBeUndefined();
  expect(read.problems).toEqual(readHandbookFiles(faulty, options).problems);
});
