import { expect, it } from 'vitest';
import { imageAddress } from '#client/chapter/images/image-address.ts';

it('loads a picture from the handbook’s own folder and nothing from anywhere else', () => {
  const hash = 'ab'.repeat(32);
  expect(imageAddress(`images/${hash}.png`, 'hb1')).toBe(`/images/hb1/${hash}.png`);
  expect(imageAddress('https://example.org/a.png', 'hb1')).toBeNull();
  expect(imageAddress(`images/../${hash}.png`, 'hb1')).toBeNull();
  expect(imageAddress(null, 'hb1')).toBeNull();
});
