import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportReply } from '#server/publishing/export-replies.ts';
import type { ExportFormat } from '#server/publishing/publishing.ts';
import type { ExportId } from '#shared/ids.ts';
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts';
import { doc, p } from './sample-book.ts';

let world: PublishingWorld;
beforeEach(async () => {
  world = await openPublishingWorld();
});
afterEach(() => world.close());

async function finished(format: ExportFormat = 'markdown') {
  const { id } = await world.publishing.start({ editionId: world.city, format, by: null });
  await world.publishing.idle();
  const row = await world.publishing.find(id);
  if (!row) throw new Error('The export is gone.');
  return row;
}

const text = new TextDecoder();
const markdownOf = async () =>
  text.decode(
    (
      await world.publishing.exportEdition({
        ...{ handbook: 'food-co-op', edition: 'ghent', format: 'markdown' },
      })
    ).bytes,
  );

describe('what is exported', () => {
  it('[PB2] is the text as people see it, kept as a revision first', async () => {
    const chapter = await world.addChapter(world.city, 'Start', doc(p('As it was.')));
    expect(await markdownOf()).toContain('As it was.');
    world.write(chapter, doc(p('As it is.')));
    const again = await markdownOf();
    expect(again).toContain('As it is.');
    expect(again).not.toContain('As it was.');
    expect(again).toContain('revision: 2');
  });

  it('[PB2] holds nothing that is left out or deleted, in no format', async () => {
    await world.addChapter(world.city, 'Kept', doc(p('Kept words.')));
    const omitted = await world.addChapter(world.city, 'Omitted', doc(p('canary-omitted')));
    const deleted = await world.addChapter(world.city, 'Deleted', doc(p('canary-deleted')));
    const ann = await world.person('ann@example.org');
    await world.handbooks.changeChapter(omitted, { omitted: true });
    await world.handbooks.deleteChapter(deleted, ann);
    const row = await finished('zip');
    const bytes = row.file_hash && (await world.files.get(row.file_hash));
    if (!bytes) throw new Error('There is no file.');
    const files = Object.entries(unzipSync(bytes));
    const chapters = files.map(([path]) => path).filter((path) => path.endsWith('.md'));
    expect(chapters).toEqual(['editions/ghent/01-kept.md']);
    for (const [path, content] of files) expect(text.decode(content), path).not.toMatch(/canary/);
    expect(await markdownOf()).not.toMatch(/canary|Deleted/);
    expect(row.manifest).not.toContain('canary');
  });

  it('[PB4] credits who wrote it, and who wrote upstream up to what was taken over', async () => {
    const { db } = world.database;
    const [ann, ben, cara] = [
      await world.person('ann@example.org'),
      await world.person('ben@example.org'),
      await world.person('cara@example.org'),
    ];
    const above = await world.addChapter(world.core, 'Start', doc());
    world.write(above, doc(p('By Ben.')), ben.id);
    await world.publishing.exportEdition({
      ...{ handbook: 'food-co-op', edition: 'core', format: 'markdown' },
    });
    world.write(above, doc(p('By Cara, later.')), cara.id);
    await world.publishing.exportEdition({
      ...{ handbook: 'food-co-op', edition: 'core', format: 'markdown' },
    });
    const chapter = await world.addChapter(world.city, 'Start', doc());
    world.write(chapter, doc(p('By Ann.')), ann.id);
    await db
      .updateTable('chapter')
      .set({ upstream_id: above, base_revision: 1 })
      .where('id', '=', chapter)
      .execute();
    const row = await finished();
    expect(JSON.parse(row.manifest).credits).toEqual({ edition: ['ann'], core: ['ben'] });
  });

  it.each(['markdown', 'zip', 'pdf'] as const)(
    '[PB1] as %s has the same bytes whenever it is made',
    async (format) => {
      await world.addChapter(world.city, 'Start', doc(p('The same words.')));
      const first = await finished(format);
      world.clock.pass(100_000_000);
      const second = await finished(format);
      expect(second.id).not.toBe(first.id);
      expect(second.manifest).toBe(first.manifest);
      expect(second.file_hash).toBe(first.file_hash);
      expect(first.file_hash).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('an edition without chapters cannot be, and says so', async () => {
    const row = await finished();
    expect(row.state).toBe('failed');
    expect(row.report).toContain('no chapter to export');
  });
});

describe('jobs', () => {
  it('[PB14] are done only when their file is whole, and say their step until then', async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
    const { id } = await world.publishing.start({
      ...{ editionId: world.city, format: 'pdf', by: null },
    });
    const early = await world.download(`/exports/${id}/file`);
    expect(early.status).toBe(404);
    await world.publishing.idle();
    const row = await world.publishing.find(id);
    expect(row).toMatchObject({ state: 'done', step: 'done', progress: 1 });
    const bytes = row?.file_hash && (await world.files.get(row.file_hash));
    expect(bytes ? bytes.length : undefined).toBe(row?.byte_count);
  });

  it('[PB15] that ran when the server stopped are made after the next start', async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
    const { id } = await world.publishing.start({
      ...{ editionId: world.city, format: 'pdf', by: null },
    });
    await world.publishing.close();
    expect((await world.publishing.find(id))?.state).toBe('waiting');
    const next = world.restarted();
    await next.resume();
    await next.idle();
    expect((await next.find(id))?.state).toBe('done');
  });

  it('[PB15] that were cut off by a crash are tried again, but not for ever', async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
    const row = await finished();
    const { db } = world.database;
    const crash = () =>
      db.updateTable('export').set({ state: 'running' }).where('id', '=', row.id).execute();
    await crash();
    await world.restarted().resume();
    const tried = world.restarted();
    await tried.resume();
    await tried.idle();
    await crash();
    world.clock.pass(3_600_000);
    const given = world.restarted();
    await given.resume();
    await given.idle();
    const after = await given.find(row.id);
    expect(after?.state).toBe('failed');
    expect(after?.report).toContain('Ask for it again.');
  });

  it('that wait already are not asked for twice', async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
    await world.publishing.start({ editionId: world.city, format: 'pdf', by: null });
    world.clock.pass(1);
    const ask = { editionId: world.city, format: 'markdown', by: null } as const;
    const first = await world.publishing.start(ask);
    expect((await world.publishing.start(ask)).id).toBe(first.id);
    await world.publishing.idle();
    expect((await world.publishing.start(ask)).id).not.toBe(first.id);
    await world.publishing.idle();
  });

  it('that fail through a fault of ours say so without its innards', async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
    const broken = world.restarted({
      readRevision: async () => {
        throw new TypeError('innards');
      },
    });
    const { id } = await broken.start({ editionId: world.city, format: 'markdown', by: null });
    await broken.idle();
    const row = await broken.find(id);
    expect(row?.state).toBe('failed');
    expect(row?.report).toContain('Something went wrong');
    expect(row?.report).not.toContain('innards');
  });
});

describe('a link', () => {
  beforeEach(async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
  });

  it('[PB16] opens the file without an account, until it is withdrawn', async () => {
    const { id, link_secret } = await finished();
    const path = `/exports/${id}/file?key=${link_secret}`;
    expect((await world.download(path)).status).toBe(200);
    await world.publishing.withdraw(id);
    expect((await world.download(path)).status).toBe(404);
    await expect(world.publishing.opened(id, link_secret ?? '')).rejects.toThrow('nothing here');
  });

  it('[PB16] that is wrong, withdrawn or unknown gets the same answer', async () => {
    const { id, link_secret } = await finished();
    const withdrawn = await finished();
    await world.publishing.withdraw(withdrawn.id);
    const asked = [
      `/exports/${id}/file?key=wrong`,
      `/exports/${id}/file?key=`,
      `/exports/${id}/file?key=${link_secret}&key=${link_secret}`,
      `/exports/${id}/file`,
      `/exports/${withdrawn.id}/file?key=${withdrawn.link_secret}`,
      `/exports/${'x'.repeat(16)}/file?key=${link_secret}`,
      `/exports/..%2f..%2fx/file?key=${link_secret}`,
    ];
    const answers = await Promise.all(
      asked.map(async (path) => {
        const answer = await world.download(path);
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 /);
  });

  it('[PB16] is told only to those who may share', async () => {
    const row = await finished();
    const told = (mayShare: boolean) => exportReply(row, { requestedBy: 'ann', mayShare }).link;
    expect(told(true)).toBe(`/exports/${row.id}?key=${row.link_secret}`);
    expect(told(false)).toBeNull();
    expect(JSON.stringify(exportReply(row, { requestedBy: '', mayShare: false }))).not.toContain(
      row.link_secret,
    );
  });

  it('[PB16] is dead while its handbook is deleted', async () => {
    const { id, link_secret } = await finished();
    await world.handbooks.remove(world.handbookId);
    expect((await world.download(`/exports/${id}/file?key=${link_secret}`)).status).toBe(404);
  });

  it('[PB17] gives the file as what it is, and nothing of it can run', async () => {
    const today = new Date(world.clock.now()).toISOString().slice(0, 10);
    const { id, link_secret } = await finished();
    const answer = await world.download(`/exports/${id}/file?key=${link_secret}`);
    expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="food-co-op-ghent-${today}.md"`,
    );
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toContain('Words.');
  });

  it('[PB16] is not needed by those who may read the edition, and no one else', async () => {
    const { id } = await finished();
    await world.person('ann@example.org');
    await world.person('eve@example.org');
    await world.people.giveOnHandbook(world.handbookId, {
      ...{ email: 'ann@example.org', role: 'reader' },
    });
    expect((await world.download(`/exports/${id}/file`, 'ann@example.org')).status).toBe(200);
    expect((await world.download(`/exports/${id}/file`, 'eve@example.org')).status).toBe(404);
  });
});

describe('the list of exports', () => {
  it('is in pages, newest first', async () => {
    await world.addChapter(world.city, 'Start', doc(p('Words.')));
    const made: ExportId[] = [];
    for (let index = 0; index < 3; index++) {
      world.clock.pass(1000);
      made.unshift((await finished()).id);
    }
    const first = await world.publishing.list(world.city, { limit: 2 });
    const rest = await world.publishing.list(world.city, {
      ...{ limit: 2, cursor: first.nextCursor ?? '' },
    });
    expect([...first.results, ...rest.results].map(({ id }) => id)).toEqual(made);
    expect(rest.nextCursor).toBeNull();
  });
});
