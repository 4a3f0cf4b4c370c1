/** Words that the server does not take, or not yet: they are safe, and their writer is told. */
import { describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import type { Writer } from '../support/writer.ts';

const SCREENS: readonly Screen[] = ['desktop', 'phone'];

const world = browserWorld();

describe.each(SCREENS)('on a %s', (screen) => {
  let handbook: TestHandbook;
  let writer: Writer;
  let noor: Person;

  /** Noor has a chapter of her handbook open, and has written “Before.” in it. */
  async function noorWrites(title: string): Promise<string> {
    handbook = await makeHandbook(world.owner, {
      title: `${title} ${screen}`,
      chapters: ['One'],
    });
    noor = await world.add(`Noor ${title} ${screen}`, handbook.handbookId, 'editor');
    const [chapterId = ''] = handbook.chapterIds;
    writer = await world.write(noor, { chapterId, screen });
    await writer.type('Before.');
    await writer.waitForSaving('Saved');
    return chapterId;
  }

  it('offers as a file what was written after the right to write had gone', async () => {
    await noorWrites('Lowered');
    await writer.cutOff();
    await writer.type(' On the train.');
    const { handbookId } = handbook;
    const { email } = noor;
    await world.owner.api.members.giveOnHandbook({ handbookId, email, role: 'reader' });
    writer.reconnect();
    await writer.page.getByText('The server did not take your last words').waitFor();
    await writer.waitForSaving('Not saved yet');
    expect(await writer.keptFile()).toContain('Before. On the train.');
    expect(writer.faults).toEqual([]);
    await writer.close();
  });

  it('offers words back once that went down with a block, and asks before they are left', async () => {
    const chapterId = await noorWrites('Dropped');
    const { owner } = world;
    const other = await world.write(owner, { chapterId, screen });
    await other.waitForWords('Before.');
    await writer.cutOff();
    await writer.type(' Between.');
    await other.text.click();
    await other.page.keyboard.press('ControlOrMeta+a');
    await other.page.keyboard.type('# All anew');
    await other.waitForSaving('Saved');
    writer.reconnect();
    const notice = writer.page.getByRole('alert').filter({ hasText: 'Some of your words' });
    await notice.getByText(' Between.').waitFor();
    await writer.waitForSaving('Saved');
    expect(await other.page.getByRole('alert').count()).toBe(0);

    expect(await writer.asksBeforeClosing()).toBe('beforeunload');
    writer.page.once('dialog', (dialog) => void dialog.accept());
    await writer.reload();
    await notice.getByText(' Between.').waitFor();
    await notice.getByRole('button', { name: 'Put back' }).click();
    await notice.waitFor({ state: 'detached' });
    await other.waitForWords('Between.');
    expect((await other.words()).split('Between.')).toHaveLength(2);
    await writer.waitForSaving('Saved');
    await Promise.all([writer.close(), other.close()]);
  });

  it('says of an open chapter that it was deleted, and can be written in when it is back', async () => {
    const chapterId = await noorWrites('Gone');
    await world.owner.api.chapters.remove({ chapterId });
    const notice = writer.page.getByRole('alert').filter({ hasText: 'deleted this chapter' });
    await notice.getByRole('link', { name: 'To the edition’s page' }).waitFor();
    expect(await notice.textContent()).toContain('30 days');
    await writer.waitForSaving('Read only');
    expect(await writer.keptFile()).toContain('Before.');
    await world.owner.api.chapters.bringBack({ chapterId });
    await writer.reload();
    await writer.type(' After.');
    await writer.waitForSaving('Saved');
    expect(await writer.words()).toBe('Before. After.');
    await writer.close();
  });

  it('offers it still on the page of a chapter that is not there any more', async () => {
    const chapterId = await noorWrites('Deleted');
    await writer.cutOff();
    await writer.type(' On the train.');
    await writer.waitForSaving('your words are on this device');
    await world.owner.api.chapters.remove({ chapterId });
    writer.reconnect();
    await writer.page.reload();
    await writer.page.getByRole('heading', { name: 'No such chapter' }).waitFor();
    expect(await writer.keptFile()).toContain('Before. On the train.');

    await world.owner.api.chapters.bringBack({ chapterId });
    await writer.reload();
    await writer.waitForWords('Before. On the train.');
    await writer.waitForSaving('Saved');
    await writer.close();
  });
});
