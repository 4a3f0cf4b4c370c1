/** Two people name one chapter: each sees the name that it has, and neither undoes the other's. */
import { expect, it } from 'vitest';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook } from '../support/handbook.ts';

const world = browserWorld();

it('shows a name that somebody else gave after one’s own, and does not take it back', async () => {
  const { owner } = world;
  const handbook = await makeHandbook(owner, { title: 'Names', chapters: ['First'] });
  const [chapterId = ''] = handbook.chapterIds;
  const writer = await world.write(owner, { chapterId });
  const { page } = writer;
  const heading = page.getByRole('heading', { level: 1 });
  const field = page.getByRole('textbox', { name: 'Title of the chapter' });
  await heading.getByRole('button').click();
  await field.fill('Mine');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await owner.api.chapters.get({ chapterId })).title).toBe('Mine');

  await owner.api.chapters.change({ chapterId, title: 'Theirs' });
  // Whoever comes back to the window sees what has changed, if they were away for some seconds.
  const titleOnReturn = async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    return page.title();
  };
  await expect.poll(titleOnReturn, { timeout: 12_000 }).toContain('Theirs');
  expect(await heading.textContent()).toBe('Theirs');
  await heading.getByRole('button').click();
  await page.keyboard.press('Enter');
  await field.waitFor({ state: 'detached' });
  expect((await owner.api.chapters.get({ chapterId })).title).toBe('Theirs');
  await writer.close();
});

it('does not take back a name that somebody else gave since, and says so', async () => {
  const { owner } = world;
  const handbook = await makeHandbook(owner, { title: 'Since', chapters: ['First', 'Other'] });
  const [chapterId = ''] = handbook.chapterIds;
  const { page, close } = await world.visit(`/handbooks/${handbook.slug}/core`, {
    person: owner,
  });
  const rename = async (from: string, to: string) => {
    await page.getByRole('button', { name: `What to do with “${from}”` }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'New title' }).fill(to);
    await page.keyboard.press('Enter');
    await page.getByText(`It is now called “${to}”.`).waitFor();
  };
  const undo = page.getByRole('button', { name: 'Undo' }).last();
  await rename('First', 'Mine');
  await undo.focus();
  await owner.api.chapters.change({ chapterId, title: 'Theirs' });
  await undo.press('Enter');
  const told = page.getByText('Somebody called it “Theirs” since. It keeps that title.');
  await told.waitFor();
  expect(await told.count()).toBe(1);
  await page.getByRole('link', { name: 'Theirs' }).waitFor();

  await rename('Theirs', 'Mine again');
  await undo.press('Enter');
  await page.getByText('Taken back.').waitFor();
  expect((await owner.api.chapters.get({ chapterId })).title).toBe('Theirs');
  await close();
});
