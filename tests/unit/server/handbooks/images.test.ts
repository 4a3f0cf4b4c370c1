import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanImage } from '#server/handbooks/clean-image.ts';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';
import type { Client } from '#tests/support/http-world.ts';

const picture = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: { r: 200, g: 30, b: 30 } } });

describe('a cleaned picture', () => {
  it('keeps its format and loses where and with what it was taken', async () => {
    const exif = { IFD0: { Copyright: 'CANARY' }, IFD3: { GPSLatitudeRef: 'N' } };
    const bytes = await picture().withExif(exif).jpeg().toBuffer();
    expect(bytes.includes('CANARY')).toBe(true);
    const clean = await cleanImage(bytes);
    expect(clean).toMatchObject({ extension: 'jpg', width: 40, height: 20 });
    expect(Buffer.from(clean.bytes).includes('CANARY')).toBe(false);
    expect((await sharp(clean.bytes).metadata()).exif).toBeUndefined();
  });

  it('stands upright', async () => {
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await cleanImage(bytes)).toMatchObject({ width: 20, height: 40 });
  });

  it('loses what was hidden behind it', async () => {
    const png = await picture().png().toBuffer();
    const polyglot = Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]);
    expect(Buffer.from((await cleanImage(polyglot)).bytes).includes('script')).toBe(false);
  });

  it.each(['png', 'webp', 'gif'] as const)('can be %s', async (format) => {
    const bytes = await picture()[format]().toBuffer();
    expect(await cleanImage(bytes)).toMatchObject({ extension: format, width: 40, height: 20 });
  });

  it('is made the same twice, so that it is kept once', async () => {
    const once = await cleanImage(await picture().png().toBuffer());
    expect((await cleanImage(once.bytes)).bytes).toEqual(once.bytes);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each([
    ['an SVG', async () => Buffer.from(svg)],
    ['HTML', async () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a TIFF', async () => picture().tiff().toBuffer()],
    ['an AVIF', async () => picture().avif().toBuffer()],
    ['nothing', async () => Buffer.alloc(0)],
    ['half a PNG', async () => (await picture().png().toBuffer()).subarray(0, 60)],
    [
      'an SVG that begins like a PNG',
      async () => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(svg)]),
    ],
  ])('is not made of %s', async (_name, bytes) => {
    await expect(cleanImage(await bytes())).rejects.toMatchObject({ code: 'invalid' });
  });

  it('[X18] is not made of a picture that would fill the memory', async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: 'white' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    await expect(cleanImage(bomb)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('pictures over HTTP', () => {
  let world: AccessWorld;
  let place: Place;
  let foreign: Place;
  let png: Uint8Array;
  beforeAll(async () => {
    world = await openAccessWorld();
    place = await world.place();
    foreign = await world.foreign();
    png = new Uint8Array(await picture().png().toBuffer());
  });
  afterAll(() => world.close());
  const upload = (who: Client, to: Place) =>
    who.send('POST', `/api/handbooks/${to.handbook}/images`, {
      body: png,
      headers: { 'content-type': 'image/png', 'x-file-name': 'a%20picture.png' },
    });

  it('are added by those who write somewhere in the handbook', async () => {
    const expected = {
      nobody: 401,
      stranger: 404,
      reader: 403,
      editor: 201,
      editorElsewhere: 201,
      maintainer: 201,
      steward: 201,
      owner: 201,
      program: 201,
    } as const;
    for (const [principal, status] of Object.entries(expected)) {
      const answer = await upload(world.as[principal as keyof typeof expected], place);
      expect({ principal, status: answer.status }).toEqual({ principal, status });
    }
    expect((await upload(world.as.editor, foreign)).status).toBe(404);
  });

  it('are shown to those who see the handbook, as nothing but a picture', async () => {
    const { body } = await upload(world.as.editor, place);
    const { src } = body as { src: string };
    expect(src).toMatch(/^images\/[0-9a-f]{64}\.png$/);
    const address = `/images/${place.handbook}/${src.slice('images/'.length)}`;
    const shown = await world.as.reader.send('GET', address);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    const headers = { 'if-none-match': shown.headers.get('etag') ?? '' };
    expect((await world.as.reader.send('GET', address, { headers })).status).toBe(304);
    expect((await world.as.stranger.send('GET', address, { headers })).status).toBe(404);
    expect((await world.as.nobody.send('GET', address)).status).toBe(401);
  });

  it('[A1] are found only under their own handbook', async () => {
    const { body } = await upload(world.as.owner, foreign);
    const file = (body as { src: string }).src.slice('images/'.length);
    const other = await world.place();
    expect((await world.as.owner.send('GET', `/images/${foreign.handbook}/${file}`)).status).toBe(
      200,
    );
    expect((await world.as.owner.send('GET', `/images/${other.handbook}/${file}`)).status).toBe(
      404,
    );
    for (const name of [
      'x',
      '..%2fcommonbook.sqlite',
      `${'0'.repeat(64)}.png`,
      `${'0'.repeat(64)}.svg`,
    ]) {
      const answer = await world.as.owner.send('GET', `/images/${place.handbook}/${name}`);
      expect({ name, status: answer.status }).toEqual({ name, status: 404 });
    }
  });

  it('are refused when too large', async () => {
    const answer = await world.as.editor.send('POST', `/api/handbooks/${place.handbook}/images`, {
      body: new Uint8Array(21 * 1024 * 1024),
      headers: { 'content-type': 'image/png' },
    });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });
});
