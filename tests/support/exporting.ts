/** Exports asked for and fetched over HTTP, as a person's browser would. */
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from '#scripts/lab/person.ts';
import type { EXPORT_FORMATS } from '#shared/api/exports.ts';
import type { ExportId } from '#shared/ids.ts';

/** How long a story waits for a file, in milliseconds: the machine may be busy. */
const WAIT = 120_000;
const POLL = 20;

export type ExportReply = Awaited<ReturnType<Person['api']['exports']['get']>>;

/** Resolves when the export is in one of these states. */
export async function exportReaches(
  person: Person,
  exportId: ExportId,
  states: readonly ExportReply['state'][],
): Promise<ExportReply> {
  const deadline = Date.now() + WAIT;
  for (;;) {
    const reply = await person.api.exports.get({ exportId });
    if (states.includes(reply.state)) return reply;
    if (Date.now() > deadline) throw new Error(`The export is still ${reply.state}.`);
    await setTimeout(POLL);
  }
}

/** What the server answers to whoever may read the edition and asks for the file. */
export function download(url: string, person: Person, exportId: ExportId): Promise<Response> {
  return fetch(`${url}/exports/${exportId}/file`, { headers: { cookie: person.cookie } });
}

/** Asks for an export, waits for it, and fetches it. Fails with the export's own reason. */
export async function exported(
  url: string,
  person: Person,
  asked: {
    readonly editionId: string;
    readonly format: (typeof EXPORT_FORMATS)[number];
  },
): Promise<{ readonly reply: ExportReply; readonly bytes: Uint8Array }> {
  const { id } = await person.api.exports.start(asked);
  const reply = await exportReaches(person, id, ['done', 'failed']);
  expect(reply.state, JSON.stringify(reply.report)).toBe('done');
  const answer = await download(url, person, id);
  expect(answer.status).toBe(200);
  return { reply, bytes: new Uint8Array(await answer.arrayBuffer()) };
}
