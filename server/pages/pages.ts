/**
 * The door to pages: what an address of one answers with. Its text is always the client's, which finds
 * out for itself what to show; the status tells programs and caches the same, by the API's own rules.
 */
import type { Request } from 'express';
import type { Editions } from '#server/editions/editions.ts';
import type { Handbooks } from '#server/handbooks/handbooks.ts';
import type { History } from '#server/history/history.ts';
import type { StatusOfPage } from '#server/http/http.ts';
import { noSuchAddress, notFound, signInFirst } from '#server/lib/refusals.ts';
import type { Actor, People, Resource } from '#server/people/people.ts';
import type { Publishing } from '#server/publishing/publishing.ts';
import { AppError, never, statusOf } from '#shared/errors.ts';
import { type ChapterId, type ExportId, isId } from '#shared/ids.ts';
import { pageAt, type Subject } from './page-at.ts';

export interface PagesDeps {
  readonly people: Pick<People, 'actorOf' | 'authorize'>;
  readonly handbooks: Pick<Handbooks, 'find'>;
  readonly editions: Pick<Editions, 'findByAddress'>;
  readonly history: Pick<History, 'has'>;
  readonly publishing: Pick<Publishing, 'opened'>;
}

/** Addresses that are promised to readers and not built yet. */
const NOT_BUILT = /^\/read(?:\/|$)/;

/**
 * 200 for a page that is there for whoever asks. For a stranger's 404 what is unknown and what is
 * forbidden are one; and so they are for nobody, who is told to sign in (401) whatever they ask for.
 */
export function statusOfPages(deps: PagesDeps): StatusOfPage {
  return async (request) => {
    try {
      await seek(deps, request);
      return 200;
    } catch (error) {
      if (error instanceof AppError) return statusOf(error.code);
      throw error;
    }
  };
}

/** Rejects as the API would, asked for what the page shows. */
async function seek(deps: PagesDeps, request: Request): Promise<void> {
  const { path, headers, query } = request;
  if (NOT_BUILT.test(path)) throw new AppError('not-built', 'There are no reading pages yet.');
  const subject = pageAt(path);
  if (subject === undefined) throw noSuchAddress();
  if (subject.kind === 'anyone') return;
  if (subject.kind === 'export') {
    if (!isId<ExportId>(subject.exportId) || typeof query.key !== 'string') throw notFound();
    return void (await deps.publishing.opened(subject.exportId, query.key));
  }
  await authorize(deps, await deps.people.actorOf(headers), subject);
  if (subject.kind === 'history') await seekVersions(deps, subject.chapterId, query);
}

async function authorize(
  deps: PagesDeps,
  actor: Actor,
  subject: Exclude<Subject, { kind: 'anyone' | 'export' }>,
): Promise<void> {
  // Before anything is looked up: nobody learns nothing, not even by how long it takes.
  if (actor.kind === 'nobody') throw signInFirst();
  if (subject.kind === 'members') return;
  const resource = await resourceOf(deps, subject);
  if (resource === undefined) throw notFound();
  await deps.people.authorize(actor, 'read', resource);
}

async function resourceOf(
  { handbooks, editions }: PagesDeps,
  subject: Exclude<Subject, { kind: 'anyone' | 'members' | 'export' }>,
): Promise<Resource | undefined> {
  switch (subject.kind) {
    case 'handbook': {
      const found = await handbooks.find(subject.handbook);
      return found && { kind: 'handbook', id: found.id };
    }
    case 'edition': {
      const found = await editions.findByAddress(subject.handbook, subject.edition);
      return found && { kind: 'edition', id: found.id };
    }
    case 'chapter':
    case 'history':
      return isId<ChapterId>(subject.chapterId)
        ? { kind: 'chapter', id: subject.chapterId }
        : undefined;
    default:
      return never(subject);
  }
}

/** Rejects with `not-found` when one that is to be shown, or compared with, was never kept. */
async function seekVersions(
  { history }: PagesDeps,
  chapterId: string,
  { version, against }: Request['query'],
): Promise<void> {
  if (!isId<ChapterId>(chapterId)) throw notFound();
  for (const number of [version, against].flatMap(versionNumbers)) {
    if (!(await history.has(chapterId, number))) throw notFound();
  }
}

/** As the client reads its address (client/history/search.ts): 0 and what is no number name none. */
function versionNumbers(asked: unknown): number[] {
  const number = typeof asked === 'string' && /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  return number === 0 ? [] : [number];
}
