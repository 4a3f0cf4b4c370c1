/** The built client: hashed files for ever, the page itself always fresh, at any address. */
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { noSuchAddress } from '#server/lib/refusals.ts';
import { pageHints } from './page-hints.ts';

/** Addresses of the server: below these an unknown path is a problem, never the client's page. */
const SERVER_PATHS = /^\/(?:api|auth|images|sync|assets|healthz|readyz|metrics)(?:\/|$)/;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.txt']);
const PAGE = '/index.html';

interface ClientFile {
  readonly path: string;
  readonly type: string;
  readonly size: number;
  readonly etag: string;
  readonly isCompressible: boolean;
  /** Its name has a hash of what it holds: the file of that name never changes. */
  readonly isForEver: boolean;
}

type Encoding = 'br' | 'gzip';

/** What the address of a page answers with to whoever asks: 200, or why it shows them nothing. */
export type StatusOfPage = (request: Request) => Promise<number>;

/**
 * Serves `directory`, which is read once: files are found by name in a table, never by a path that
 * somebody sends. Text is compressed at its first request and kept so, as small as Brotli makes it.
 */
export function clientFiles(directory: string, statusOfPage: StatusOfPage): RequestHandler {
  const files = listFiles(directory);
  const hintsFor = pageHints(directory);
  const compressed = new Map<string, Promise<Buffer>>();
  const compress = (file: ClientFile, encoding: Encoding): Promise<Buffer> => {
    const key = `${file.path} ${encoding}`;
    const kept = compressed.get(key) ?? compressedFile(file.path, encoding);
    compressed.set(key, kept);
    return kept;
  };
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const name = nameOf(request, files);
    const file = name === undefined ? undefined : files.get(name);
    if (!file) return next();
    const status = name === PAGE ? await statusOfPage(request) : 200;
    writeHead(response, file);
    if (name === PAGE) response.set('Link', hintsFor(status === 200 ? request.path : '/'));
    if (status !== 200) refuse(response, status);
    else if (request.headers['if-none-match'] === file.etag) return void response.status(304).end();
    const encoding = file.isCompressible ? encodingFor(request) : undefined;
    if (encoding) {
      const bytes = await compress(file, encoding);
      response.set({ 'Content-Encoding': encoding, 'Content-Length': String(bytes.length) });
      return void response.end(request.method === 'HEAD' ? undefined : bytes);
    }
    response.set('Content-Length', String(file.size));
    if (request.method === 'HEAD') return void response.end();
    createReadStream(file.path).on('error', next).pipe(response);
  };
}

/** The file for an address; the page itself for addresses of the client's own pages. */
function nameOf({ path }: Request, files: ReadonlyMap<string, ClientFile>): string | undefined {
  if (files.has(path)) return path;
  const isPage = !SERVER_PATHS.test(path) && !/\.\w+$/.test(path);
  return isPage ? PAGE : undefined;
}

function writeHead(response: Response, file: ClientFile): void {
  response.set({
    'Content-Type': file.type,
    'Cache-Control': file.isForEver ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
  });
  if (file.isCompressible) response.vary('Accept-Encoding');
}

/** The same page with another status. Nobody keeps it: what is not here for them may be tomorrow. */
function refuse(response: Response, status: number): void {
  response.status(status);
  response.removeHeader('ETag');
  response.set('Cache-Control', 'no-store');
}

function encodingFor(request: Request): Encoding | undefined {
  const best = request.acceptsEncodings('br', 'gzip', 'identity');
  return best === 'br' || best === 'gzip' ? best : undefined;
}

/** From the build when it stands beside the file, else made now. */
async function compressedFile(path: string, encoding: Encoding): Promise<Buffer> {
  const built = `${path}.${encoding === 'br' ? 'br' : 'gz'}`;
  if (existsSync(built)) return readFileSync(built);
  const bytes = readFileSync(path);
  if (encoding === 'gzip') return promisify(gzip)(bytes, { level: 9 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return promisify(brotliCompress)(bytes, { params });
}

function listFiles(directory: string): ReadonlyMap<string, ClientFile> {
  const files = new Map<string, ClientFile>();
  if (!existsSync(directory)) return files;
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    const path = join(directory, name);
    const address = `/${name.replaceAll('\\', '/')}`;
    const extension = extname(name);
    const stats = statSync(path);
    if (!stats.isFile() || !(extension in TYPES)) continue;
    const { size, mtimeMs } = stats;
    files.set(address, {
      path,
      size,
      type: TYPES[extension] ?? 'application/octet-stream',
      etag: `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
      isCompressible: COMPRESSED.has(extension) && size > 1_000,
      isForEver: address.startsWith('/assets/'),
    });
  }
  return files;
}

/** Whatever nothing else has answered. */
export const nothingHere: RequestHandler = (_request, _response, next) => {
  next(noSuchAddress());
};
