import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createDarkroom, preparePictures } from '#server/publishing/prepare-pictures.ts';
import type { Hash } from '#shared/ids.ts';
import { manifestOf } from './sample-book.ts';

const plain = (width: number) =>
  sharp({ create: { width, height: 300, channels: 3, background: '#8aa07a' } });
const hashOf = (letter: string) => letter.repeat(64) as Hash;

async function prepared(stored: Readonly<Record<string, Uint8Array>>, asked: readonly string[]) {
  let reads = 0;
  const darkroom = createDarkroom({
    get: async (hash) => {
      reads += 1;
      return stored[hash];
    },
  });
  const pictures = asked.map((letter) => ({
    ...{ src: `images/${hashOf(letter)}.jpg`, hash: hashOf(letter) },
    ...{ width: 400, height: 300, name: 'crates' },
  }));
  const manifest = manifestOf([], { pictures });
  const first = await preparePictures(manifest, darkroom);
  const before = reads;
  await preparePictures(manifest, darkroom);
  return { ...first, readAgain: reads - before };
}

describe('pictures for the typesetter', () => {
  it('[PB11] go without those that are missing, broken, cut short or no pictures', async () => {
    const whole = await plain(400).jpeg().toBuffer();
    const { named, unreadable } = await prepared(
      {
        [hashOf('a')]: whole,
        [hashOf('b')]: whole.subarray(0, whole.length / 2),
        [hashOf('c')]: new TextEncoder().encode(
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        ),
        [hashOf('d')]: new Uint8Array(),
      },
      ['a', 'b', 'c', 'd', 'e'],
    );
    expect([...named.keys()]).toEqual([`images/${hashOf('a')}.jpg`]);
    expect(unreadable).toBe(4);
  });

  it('are passed on as they are, or made smaller when print has no use for their size', async () => {
    const small = new Uint8Array(await plain(400).jpeg().toBuffer());
    const { files } = await prepared(
      {
        [hashOf('a')]: small,
        [hashOf('b')]: await plain(4000).jpeg().toBuffer(),
        [hashOf('c')]: await plain(200).webp().toBuffer(),
      },
      ['a', 'b', 'c'],
    );
    const [kept, smaller, changed] = files;
    expect(kept?.bytes).toEqual(small);
    expect((await sharp(smaller?.bytes).metadata()).width).toBe(1600);
    expect((await sharp(changed?.bytes).metadata()).format).toBe('jpeg');
  });

  it('are kept for the next export', async () => {
    const whole = await plain(400).jpeg().toBuffer();
    expect((await prepared({ [hashOf('a')]: whole }, ['a'])).readAgain).toBe(0);
  });
});
