/** Journey 1: two people write one chapter in real browsers, on a desk and on a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';

const CHAPTERS = [
  'Together',
  'Undo',
  'Kept',
  'Away',
  'Silence',
  'Shown',
  'Role',
  'Blocks',
] as const;
const TITLE_LIST = CHAPTERS.flatMap((title) => [`${title} desktop`, `${title} phone`]);

const world = browserWorld();
let handbook: TestHandbook;
let ada: Person;
let noor: Person;
let reader: Person;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, { title: 'Food co-op', chapters: TITLE_LIST });
  const { handbookId } = handbook;
  const add = (name: string, role: 'editor' | 'reader') => world.add(name, handbookId, role);
  ada = await add('Ada', 'editor');
  noor = await add('Noor', 'editor');
  reader = await add('Rea', 'reader');
});

const screens: readonly Screen[] = ['desktop', 'phone'];

/** How much one sees of the name at a caret. */
function nameOpacity(caret: Element): string {
  return getComputedStyle(caret, '::after').opacity;
}

describe.each(screens)('co-editing on a %s', (screen) => {
  function chapterOf(title: (typeof CHAPTERS)[number]): string {
    const id = handbook.chapterIds[TITLE_LIST.indexOf(`${title} ${screen}`)];
    if (id === undefined) throw new Error(`There is no chapter ${title}.`);
    return id;
  }
  const open = (person: Person, chapterId: string) => world.write(person, { chapterId, screen });

  it('shows each person the other’s words, caret and name', async () => {
    const chapterId = chapterOf('Together');
    const [first, second] = await Promise.all([open(ada, chapterId), open(noor, chapterId)]);
    await first.type('We begin with ten people.');
    await second.waitForWords('We begin with ten people.');
    await first.waitForSaving('Saved');

    await second.type(' And a garage.');
    await first.waitForWords('We begin with ten people. And a garage.');
    const caret = first.page.locator('.caret[data-name=Noor]');
    await expect.poll(() => caret.evaluate(nameOpacity), { timeout: 10_000 }).toBe('0');
    await second.type(' Or two.');
    await expect.poll(() => caret.evaluate(nameOpacity)).toBe('1');
    await first.page.getByRole('button', { name: 'Also here: Noor' }).waitFor();
    await second.page.getByRole('button', { name: 'Also here: Ada' }).waitFor();

    await second.close();
    await first.page.locator('.caret').waitFor({ state: 'detached' });
    expect(first.faults).toEqual([]);
    await first.close();
  });

  it('takes back only one’s own words', async () => {
    const chapterId = chapterOf('Undo');
    const [first, second] = await Promise.all([open(ada, chapterId), open(noor, chapterId)]);
    await first.type('Mine.');
    await second.waitForWords('Mine.');
    await second.type(' Yours.');
    await first.waitForWords('Mine. Yours.');
    await first.undo();
    await second.waitForNone('Mine.');
    expect(await second.words()).toBe('Yours.');
    await Promise.all([first.close(), second.close()]);
  });

  it('has after a reload what it said was saved', async () => {
    const writer = await open(ada, chapterOf('Kept'));
    await writer.type('These words stay.');
    await writer.waitForSaving('Saved');
    await writer.reload();
    await writer.waitForWords('These words stay.');
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('keeps words written without a connection over a reload, and sends them later', async () => {
    const chapterId = chapterOf('Away');
    const [away, there] = await Promise.all([open(ada, chapterId), open(noor, chapterId)]);
    await away.type('Before.');
    await away.waitForSaving('Saved');
    await away.cutOff();
    await away.type(' On the train.');
    await away.waitForSaving('your words are on this device');
    await away.reload();
    await away.waitForWords('Before. On the train.');
    expect(await there.words()).toBe('Before.');

    away.reconnect();
    await there.waitForWords('Before. On the train.');
    await away.waitForSaving('Saved');
    await Promise.all([away.close(), there.close()]);
  });

  it('says within five seconds when the server does not answer, and saved once it does', async () => {
    const writer = await open(ada, chapterOf('Silence'));
    await writer.type('One.');
    await writer.waitForSaving('Saved');
    world.product.pause();
    try {
      await writer.type(' Two.');
      const before = Date.now();
      await writer.waitForSaving('Not saved yet: keep this page open');
      expect(Date.now() - before).toBeLessThan(6_000);
      const asked = new Promise<string>((resolve) => {
        writer.page.once('dialog', (dialog) => {
          resolve(dialog.type());
          void dialog.dismiss();
        });
      });
      await writer.page.close({ runBeforeUnload: true });
      expect(await asked).toBe('beforeunload');
    } finally {
      world.product.resume();
    }
    await writer.waitForSaving('Saved');
    await writer.close();
  });

  it('lets a reader read, and says why not write', async () => {
    const chapterId = chapterOf('Shown');
    const writer = await open(ada, chapterId);
    await writer.type('For everyone.');
    const looking = await open(reader, chapterId);
    await looking.waitForWords('For everyone.');
    expect(await looking.text.getAttribute('contenteditable')).toBe('false');
    await looking.page.getByText('You can read this chapter.').waitFor();
    await looking.waitForSaving('Read only');
    expect(await looking.page.getByRole('toolbar').count()).toBe(0);
    await writer.type(' And more.');
    await looking.waitForWords('For everyone. And more.');
    await Promise.all([writer.close(), looking.close()]);
  });

  it('opens a page for writing as soon as its reader may, and closes it again', async () => {
    const { handbookId } = handbook;
    const newcomer = await world.add(`Mila ${screen}`, handbookId, 'reader');
    const giveRole = (role: 'reader' | 'editor') =>
      world.owner.api.members.giveOnHandbook({ handbookId, email: newcomer.email, role });
    const writer = await open(newcomer, chapterOf('Role'));
    await writer.waitForSaving('Read only');
    const reason = writer.page.getByText('You can read this chapter.');
    const rename = writer.page.getByRole('button', { name: /^Role/ });
    await reason.waitFor();

    await giveRole('editor');
    await writer.waitForSaving('Saved');
    await reason.waitFor({ state: 'detached' });
    await rename.waitFor();
    await writer.type('At last.');
    await writer.waitForSaving('Saved');

    await giveRole('reader');
    await writer.waitForSaving('Read only');
    await reason.waitFor();
    await rename.waitFor({ state: 'detached' });
    expect(await writer.text.getAttribute('contenteditable')).toBe('false');

    await giveRole('editor');
    await reason.waitFor({ state: 'detached' });
    await writer.type(' Again.');
    await writer.waitForSaving('Saved');
    expect(await writer.words()).toBe('At last. Again.');
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('gives axe nothing serious to find, in ink and by night', async () => {
    const chapterId = chapterOf('Blocks');
    const writer = await open(ada, chapterId);
    await writer.type('## A heading\n- one\ntwo\n\n> Said once.\n\n\n[ ] to be done\n\n\n--- ');
    await writer.waitForSaving('Saved');
    for (const colorScheme of ['light', 'dark'] as const) {
      await writer.page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page: writer.page }).analyze();
      const serious = violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      );
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(writer.faults).toEqual([]);
    await writer.close();
  });
});
