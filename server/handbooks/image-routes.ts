/** Pictures over HTTP, as bytes: sent to a handbook, and shown to those who may see it. */
import { type NextFunction, type Request, type Response, Router, raw } from 'express';
import { rateLimit } from '#server/http/http.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { People } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';
import { type HandbookId, type Hash, isId } from '#shared/ids.ts';
import { type ImageDeps, keepImage, readImage } from './images.ts';

export interface ImageRoutesDeps extends ImageDeps {
  readonly people: People;
}

const SIZE_LIMIT = '20mb';
const PICTURES_PER_MINUTE = 60;

/** POST /api/handbooks/ID/images and GET /images/HANDBOOK_ID/HASH.EXT. */
export function imageRoutes(deps: ImageRoutesDeps): Router {
  const { people, clock } = deps;
  const uploads = rateLimit({
    burst: PICTURES_PER_MINUTE,
    refillMs: 60_000,
    now: () => clock.now(),
  });
  const router = Router();
  // Asked before a byte of the picture is read: strangers cannot fill the memory.
  const mayUpload = async (request: Request, _response: Response, next: NextFunction) => {
    const actor = await people.actorOf(request.headers);
    await people.authorizeWritingIn(actor, idIn(request));
    uploads.take(actor.kind === 'person' ? actor.id : actor.kind);
    next();
  };
  const bytes = raw({ type: () => true, limit: SIZE_LIMIT, inflate: false });
  router.post('/api/handbooks/:handbookId/images', mayUpload, bytes, (request, response) =>
    upload(deps, request, response),
  );
  router.get('/images/:handbookId/:file', (request, response) => show(deps, request, response));
  return router;
}

async function upload(deps: ImageRoutesDeps, request: Request, response: Response): Promise<void> {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) {
    throw new AppError('invalid', 'Send the picture itself as the body.');
  }
  const kept = await keepImage(deps, idIn(request), { bytes: body, name: nameIn(request) });
  response.status(201).set('Cache-Control', 'private, no-store').json(kept);
}

async function show(deps: ImageRoutesDeps, request: Request, response: Response): Promise<void> {
  const id = idIn(request);
  await deps.people.authorize(await deps.people.actorOf(request.headers), 'read', {
    kind: 'handbook',
    id,
  });
  const hash = /^([0-9a-f]{64})\.(?:png|jpg|webp|gif)$/.exec(String(request.params.file))?.[1];
  const image = hash && (await readImage(deps, id, hash as Hash));
  if (!image) throw notFound();
  // The name is the content's hash, so a browser that has it only asks whether it still may.
  response.set({
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
    'Content-Type': image.type,
    ETag: `"${hash}"`,
  });
  if (request.headers['if-none-match'] === `"${hash}"`) response.status(304).end();
  else response.end(image.bytes);
}

function idIn(request: Request): HandbookId {
  const id = String(request.params.handbookId);
  if (!isId<HandbookId>(id)) throw notFound();
  return id;
}

/** What the picture was called; '' when the sender does not say, or not readably. */
function nameIn(request: Request): string {
  try {
    return decodeURIComponent(request.get('x-file-name') ?? '').replace(/\p{Cc}/gu, '');
  } catch {
    return '';
  }
}
