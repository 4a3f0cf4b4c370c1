/** Two people in one paragraph: each one's words stay together, and each caret where its person writes. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import type { Writer } from '../support/writer.ts';

const TITLES = [
  'Clicked',
  'Before',
  'Both',
  'Same place',
  'First letter',
  'Undone',
  'Heading',
  'Taken back',
  'Arrow key',
  'Cells',
  'Moved words',
  'Moved lines',
  'Left',
  'Again',
] as const;

const world = browserWorld();
let handbook: TestHandbook;
let ada: Person;
let noor: Person;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, { title: 'Carets', chapters: TITLES });
  const { handbookId } = handbook;
  const add = (name: string) => world.add(name, handbookId, 'editor');
  ada = await add('Ada');
  noor = await add('Noor');
});

/** Both at a chapter in which Ada has written `words`, the carets of both behind the last of them. */
async function bothAfter(title: (typeof TITLES)[number], words: string) {
  const chapterId = handbook.chapterIds[TITLES.indexOf(title)];
  if (chapterId === undefined) throw new Error(`There is no chapter ${title}.`);
  const open = (person: Person) => world.write(person, { chapterId, screen: 'desktop' });
  const [first, second] = await Promise.all([open(ada), open(noor)]);
  await first.type(words);
  await second.waitForWords(words.replaceAll('\n', ''));
  await second.type('');
  await first.page.locator('.caret[data-name=Noor]').waitFor();
  return {
    first,
    second,
    close: async () => {
      expect([...first.faults, ...second.faults]).toEqual([]);
      await Promise.all([first.close(), second.close()]);
    },
  };
}

describe('two people in one paragraph', () => {
  it('keeps a caret behind its letter when somebody writes before it', async () => {
    const { first, second, close } = await bothAfter('Before', 'Abcdefghij');
    await first.goBefore('Abcdefghij');
    await first.typeHere('123');
    await second.waitForWords('123Abcdefghij');
    await second.typeHere('!');
    await first.waitForWords('123Abcdefghij!');
    await close();
  });

  it('loses no letter where somebody else’s caret stands', async () => {
    const { first, second, close } = await bothAfter('Clicked', 'Here');
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six']) {
      await first.typeHere(`${word} `);
      await second.waitForWords(word);
      await second.clickBehindWords();
      await second.typeHere('Zorro came.');
      await first.waitForWords(`${word} Zorro came.`);
      await first.type('');
    }
    await close();
  });

  it('keeps the words of each together while both write', async () => {
    const { first, second, close } = await bothAfter('Both', 'The shop opens.');
    await first.goBefore('The shop opens.');
    await Promise.all([
      first.typeHere('On Monday mornings at nine, when it rains: '),
      second.typeHere(' It closes when the last of the bread is gone.'),
    ]);
    const both =
      'On Monday mornings at nine, when it rains: The shop opens. It closes when the last of the bread is gone.';
    await first.waitForWords(both);
    await second.waitForWords(both);
    await close();
  });

  it('does not weave the words of two who write at the same place', async () => {
    const { first, second, close } = await bothAfter('Same place', 'Together:');
    const [one, other] = [' apples and pears and plums.', ' seven loaves of brown bread.'];
    await Promise.all([first.typeHere(one), second.typeHere(other)]);
    for (const writer of [first, second]) {
      await writer.waitForWords(one);
      await writer.waitForWords(other);
    }
    expect(await first.words()).toBe(await second.words());
    await close();
  });

  it('keeps a caret at the first letter of a chapter when what was before it goes', async () => {
    const { first, second, close } = await bothAfter('First letter', 'xxxGarden');
    await second.goBefore('Garden');
    await first.goBefore('xxx');
    for (let step = 0; step < 3; step += 1) await first.press('Delete');
    await second.waitForNone('xxx');
    await second.typeHere('My ');
    await first.waitForWords('My Garden');
    await close();
  });

  it('does not go back to an undone change when somebody else writes', async () => {
    const { first, second, close } = await bothAfter('Undone', 'One two three.');
    await second.typeHere(' Four.');
    await first.waitForWords('Four.');
    await second.undo();
    await first.waitForNone('Four.');
    await second.goBefore('One two three.');
    await first.typeHere(' Five.');
    await second.waitForWords('Five.');
    await second.typeHere('Zero. ');
    await first.waitForWords('Zero. One two three. Five.');
    await close();
  });

  it('stays at its words in a paragraph that somebody else makes a heading', async () => {
    const { first, second, close } = await bothAfter('Heading', 'How we begin');
    await first.press('Enter');
    await first.typeHere('With a list.');
    await first.goBefore('How we begin');
    await second.goBefore('begin');
    await first.choose('Kind of text: Text', 'Heading');
    await second.page.locator('h2', { hasText: 'How we begin' }).waitFor();
    await second.typeHere('should ');
    await first.waitForWords('How we should beginWith a list.');
    await close();
  });

  it.each([
    [
      'words',
      async (first: Writer) => {
        await first.text.locator('p', { hasText: 'Pears' }).click({ clickCount: 3 });
      },
    ],
    [
      'lines',
      async (first: Writer) => {
        await first.goBefore('Pears');
        await first.press('Shift+ArrowDown');
      },
    ],
  ] as const)('goes with a paragraph whose %s somebody else moves', async (what, select) => {
    const words = 'Apples\nPears and plums\nBread';
    const { first, second, close } = await bothAfter(`Moved ${what}`, words);
    await second.goBefore('and plums');
    await select(first);
    await second.page.locator('.caret-selection', { hasText: 'Pears and plums' }).waitFor();
    await first.press('ControlOrMeta+x');
    await second.waitForNone('Pears');
    await first.type('');
    await first.press('Enter');
    await first.press('ControlOrMeta+v');
    await second.waitForWords('BreadPears and plums');
    await second.typeHere('ripe ');
    await first.waitForWords('BreadPears ripe and plums');
    await close();
  });

  it('stays where one has gone since a paragraph was taken away', async () => {
    const { first, second, close } = await bothAfter('Left', 'Apples\nPears and plums');
    await second.goBefore('and plums');
    await first.text.locator('p', { hasText: 'Pears' }).click({ clickCount: 3 });
    await first.press('ControlOrMeta+x');
    await second.waitForNone('Pears');
    await second.goBefore('Apples');
    await first.press('ControlOrMeta+v');
    await second.waitForWords('Pears and plums');
    await second.typeHere('Ripe ');
    await first.waitForWords('Ripe Apples');
    await close();
  });

  it('loses no arrow key when others’ words come before the editor heard of it', async () => {
    const { first, second, close } = await bothAfter('Arrow key', 'Abcdef');
    await second.goBefore('Abcdef');
    await second.moveAsWordsCome();
    await first.typeHere('!');
    await second.waitForWords('Abcdef!');
    await second.typeHere('-');
    await first.waitForWords('A-bcdef!');
    await close();
  });

  it('keeps cells selected while somebody else writes', async () => {
    const { first, second, close } = await bothAfter('Cells', 'Costs');
    await second.choose('Add', 'Table');
    const cells = second.page.locator('th');
    for (const word of ['one', 'two', 'three']) {
      await second.typeHere(word);
      await second.press('Tab');
    }
    await cells.nth(0).click();
    await cells.nth(1).click({ modifiers: ['Shift'] });
    await second.page.locator('.selectedCell').nth(1).waitFor();
    await first.waitForWords('three');
    await first.goBefore('Costs');
    await first.typeHere('What it ');
    await second.waitForWords('What it Costs');
    expect(await second.page.locator('.selectedCell').count()).toBe(2);
    await second.press('Delete');
    for (const word of ['one', 'two']) await first.waitForNone(word);
    await first.waitForWords('three');
    await close();
  });

  it('keeps what somebody wrote in a heading whose making is taken back', async () => {
    const { first, second, close } = await bothAfter('Taken back', 'How we begin');
    await first.choose('Kind of text: Text', 'Heading');
    await second.page.locator('h2', { hasText: 'How we begin' }).waitFor();
    await second.typeHere(' together');
    await first.waitForWords('together');
    await first.undo();
    await second.page.locator('h2').waitFor({ state: 'detached' });
    await second.waitForWords('together');
    await second.typeHere(' and more');
    await first.waitForWords('together and more');
    await first.undo();
    for (const writer of [first, second]) await writer.waitForWords('together and more');
    await close();
  });

  it('keeps what somebody wrote in a new entry however often that is taken back and made again', async () => {
    const { first, second, close } = await bothAfter('Again', '');
    await second.paste('<ul><li>item two</li></ul>');
    await first.waitForWords('item two');
    await first.goBefore('two');
    await first.press('Enter');
    await second.text.locator('li', { hasText: /^two$/ }).waitFor();
    await second.goBefore('o');
    await second.press('ArrowRight');
    await second.typeHere(' is theirs');
    await first.waitForWords('two is theirs');
    for (let round = 0; round < 3; round += 1) {
      await first.undo();
      await second.text.getByText('item two', { exact: true }).waitFor();
      // Behind the list, of which only an entry went.
      await second.text.locator('ul + p').getByText('is theirs').waitFor();
      await first.press('ControlOrMeta+Shift+z');
      await second.text.locator('li', { hasText: 'two is theirs' }).waitFor();
      expect((await second.words()).match(/is theirs/g)).toHaveLength(1);
    }
    await close();
  });
});
