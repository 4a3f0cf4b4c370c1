import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accentOf,
  contrast,
  emblemPaths,
  emblemShapes,
  emblemSvg,
  GROUND,
} from '#shared/emblem/emblem.ts';

const SCHEMES = ['light', 'dark'] as const;
const slug = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12})?$/);

function readsOnItsGrounds(name: string): void {
  for (const scheme of SCHEMES) {
    const { accent, tint } = accentOf(name)[scheme];
    for (const ground of [GROUND[scheme].paper, GROUND[scheme].sheet, tint]) {
      expect(contrast(accent, ground), `${name} ${accent} on ${ground}`).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  }
}

describe('accent', () => {
  it('reads on paper, on sheets and on its own tint, for any city', () => {
    fc.assert(fc.property(slug, readsOnItsGrounds), { numRuns: 2000 });
  });

  it('reads for the core too, in ink-blue', () => {
    readsOnItsGrounds('core');
    expect(accentOf('core').hue).toBe(255);
  });

  it('is the same for the same slug on any machine', () => {
    expect(accentOf('ghent').light).toMatchInlineSnapshot(`
      {
        "accent": "#5e5f03",
        "soft": "#b3b772",
        "tint": "#eff0de",
      }
    `);
    expect(accentOf('ghent')).toEqual(accentOf('ghent'));
  });

  it('spreads cities around the whole circle', () => {
    const hues = new Set(
      Array.from({ length: 300 }, (_, index) => Math.floor(accentOf(`city-${index}`).hue / 30)),
    );
    expect(hues.size).toBe(12);
  });
});

describe('emblem', () => {
  it('fills each cell of the field once, in two tones', () => {
    fc.assert(
      fc.property(slug, (name) => {
        const shapes = emblemShapes(name);
        expect(new Set(shapes.map(({ x, y }) => `${x},${y}`)).size).toBe(16);
        expect(shapes.every(({ x, y }) => x >= 0 && x < 4 && y >= 0 && y < 4)).toBe(true);
        expect(new Set(shapes.map(({ tone }) => tone)).size).toBe(2);
      }),
    );
  });

  it('is the same for the same slug on any machine', () => {
    expect(emblemPaths('ghent')).toMatchInlineSnapshot(`
      {
        "accent": "M1 1h-1a1 1 0 0 1 1-1zM1.5 0h.5v1h-.5zM0 1h1a1 1 0 0 1-1 1zM3 1v-1a1 1 0 0 1 1 1zM3 1.5h1v.5h-1zM3 0v1a1 1 0 0 1-1-1zM3 3h1a1 1 0 0 1-1 1zM2 3h.5v1h-.5zM4 3h-1a1 1 0 0 1 1-1zM1 3v1a1 1 0 0 1-1-1zM0 2h1v.5h-1zM1 4v-1a1 1 0 0 1 1 1z",
        "soft": "M2 2h-1a1 1 0 0 1 1-1zM2 2v-1a1 1 0 0 1 1 1zM2 2h1a1 1 0 0 1-1 1zM2 2v1a1 1 0 0 1-1-1z",
      }
    `);
  });

  it('tells a thousand cities apart by form alone almost always', () => {
    const forms = new Set(
      Array.from({ length: 1000 }, (_, index) => JSON.stringify(emblemShapes(`city-${index}`))),
    );
    expect(forms.size).toBeGreaterThan(950);
  });

  it('is an SVG without scripts, addresses or text from the slug', () => {
    const svg = emblemSvg('"><script>alert(1)</script>', { scheme: 'dark' });
    expect(svg).not.toContain('script');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-0.5 -0.5 5 5">')).toBe(
      true,
    );
    expect(emblemSvg('ghent', { ground: 'none' })).not.toContain('<rect');
  });
});
