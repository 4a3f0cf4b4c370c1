import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientFiles } from '#server/http/client-files.ts';

const PAGE = `<!doctype html><title>Commonbook</title>${' '.repeat(2_000)}`;
const MANIFEST = {
  'index.html': { file: 'assets/index.js', imports: ['_ground.js'] },
  'chapter/chapter.tsx': {
    file: 'assets/chapter.js',
    css: ['assets/chapter.css'],
    imports: ['_ground.js', '_text.js'],
  },
  'messages/en/chapter.json': { file: 'assets/words.js' },
  '_text.js': { file: 'assets/text.js', imports: ['_ground.js'] },
  '_ground.js': { file: 'assets/ground.js' },
};
const SCRIPT = `console.log('${'x'.repeat(5_000)}');`;

describe("the client's files", () => {
  let directory = '';
  let server: Server;
  let url = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'commonbook-client-'));
    await mkdir(join(directory, 'assets'));
    await mkdir(join(directory, '.vite'));
    await writeFile(join(directory, '.vite/manifest.json'), JSON.stringify(MANIFEST));
    await writeFile(join(directory, 'index.html'), PAGE);
    await writeFile(join(directory, 'assets/app-1a2b3c4d.js'), SCRIPT);
    await writeFile(join(directory, 'assets/odd.exe'), 'not ours to serve');
    await writeFile(join(tmpdir(), `${directory.split('/').at(-1)}.txt`), 'outside');
    const app = express().use(
      clientFiles(directory, async ({ path }) => (path.endsWith('/nope') ? 404 : 200)),
    );
    app.use((_request, response) => void response.status(404).end());
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true });
    await rm(`${directory}.txt`);
  });

  it('are kept for ever when their name says what they hold', async () => {
    const answer = await fetch(`${url}/assets/app-1a2b3c4d.js`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    expect(await answer.text()).toBe(SCRIPT);
  });

  it('are compressed as the browser takes them, and plain for one that takes nothing', async () => {
    const sizes: Record<string, number> = {};
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': encoding };
      const answer = await fetch(`${url}/assets/app-1a2b3c4d.js`, { headers });
      expect(answer.headers.get('content-encoding')).toBe(
        encoding === 'identity' ? null : encoding,
      );
      expect(answer.headers.get('vary')).toContain('Accept-Encoding');
      expect(await answer.text()).toBe(SCRIPT);
      sizes[encoding] = Number(answer.headers.get('content-length'));
    }
    expect(sizes.br).toBeLessThan(sizes.identity ?? 0);
  });

  it('show the page at any address of a page, always fresh', async () => {
    for (const path of ['/', '/handbooks/food-coop', '/chapters/abc/history', '/exports/x?key=y']) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(await answer.text()).toBe(PAGE);
    }
  });

  it('show the page also where there is none for whoever asks, kept by nobody', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    const answer = await fetch(`${url}/handbooks/nope`, { headers });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe(PAGE);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBeNull();
  });

  it('are not sent again when the browser has them', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it.each([
    '/api/x',
    '/auth/x',
    '/images/x',
    '/sync/x',
    '/assets/gone.js',
    '/assets/odd.exe',
    '/gone.png',
    '/..%2f..%2fetc%2fpasswd.txt',
  ])('are none at %s', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });

  it('answer only to GET and HEAD', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it('tell with a page what it will ask for, the editor with a chapter alone', async () => {
    const linksOf = async (path: string) =>
      (await fetch(`${url}${path}`)).headers.get('link')?.split(', ') ?? [];
    const me = '</api/me>; rel=preload; as=fetch; crossorigin=anonymous';
    expect(await linksOf('/handbooks/food-coop')).toEqual([me]);
    expect(await linksOf('/chapters/abc/history')).toEqual([me]);
    expect(await linksOf('/chapters/nope')).toEqual([me]);
    expect(await linksOf('/chapters/abc')).toEqual([
      me,
      '</api/chapters/abc>; rel=preload; as=fetch; crossorigin=anonymous',
      '</assets/chapter.js>; rel=modulepreload',
      '</assets/chapter.css>; rel=preload; as=style',
      '</assets/ground.js>; rel=modulepreload',
      '</assets/text.js>; rel=modulepreload',
      '</assets/words.js>; rel=modulepreload',
    ]);
    expect(await linksOf('/assets/app-1a2b3c4d.js')).toEqual([]);
  });

  it('name nothing in a hint that an address has made up', async () => {
    const answer = await fetch(`${url}/chapters/a%3E%3B%20rel=x`);
    expect(answer.headers.get('link')).not.toContain('rel=x');
  });
});
