import { never } from '../errors.ts';
import { accentOf, type Scheme, type Tones } from './accent.ts';
import { emblemShapes, FIELD, type Shape } from './shapes.ts';

/** Where the arc of a quarter-circle starts and ends, by its corner. */
const QUARTER = [
  'h1a1 1 0 0 1-1 1z',
  'v1a1 1 0 0 1-1-1z',
  'h-1a1 1 0 0 1 1-1z',
  'v-1a1 1 0 0 1 1 1z',
];
const CORNER = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** One shape as SVG path data in a field of 4 × 4 units. */
function shapePath(shape: Shape): string {
  const { x, y } = shape;
  switch (shape.kind) {
    case 'quarter': {
      const [right, down] = CORNER[shape.corner];
      return `M${x + right} ${y + down}${QUARTER[shape.corner] ?? ''}`;
    }
    case 'bar': {
      const start = `M${x + (shape.side === 1 ? 0.5 : 0)} ${y + (shape.side === 2 ? 0.5 : 0)}`;
      return shape.side % 2 === 0 ? `${start}h1v.5h-1z` : `${start}h.5v1h-.5z`;
    }
    case 'dot':
      return `M${x + 0.14} ${y + 0.5}a.36 .36 0 1 1 .72 0a.36 .36 0 1 1-.72 0z`;
    default:
      return never(shape);
  }
}

/** All shapes of one tone as one path: fewer elements, and no seams between neighbours. */
export function emblemPaths(slug: string): Readonly<Record<'accent' | 'soft', string>> {
  const pathOf = (tone: Shape['tone']) =>
    emblemShapes(slug)
      .filter((shape) => shape.tone === tone)
      .map(shapePath)
      .join('');
  return { accent: pathOf('accent'), soft: pathOf('soft') };
}

/**
 * The emblem as a complete SVG document: decorative (no title), square, with a rounded tint behind it
 * unless `ground` is 'none'. Fit for favicons, covers and `data:` addresses.
 */
export function emblemSvg(
  slug: string,
  { scheme = 'light', ground = 'tint' }: { scheme?: Scheme; ground?: 'tint' | 'none' } = {},
): string {
  const tones: Tones = accentOf(slug)[scheme];
  const paths = emblemPaths(slug);
  const margin = ground === 'tint' ? 0.5 : 0;
  const size = FIELD + 2 * margin;
  const back =
    ground === 'tint'
      ? `<rect x="-${margin}" y="-${margin}" width="${size}" height="${size}" rx="0.6" fill="${tones.tint}"/>`
      : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${size} ${size}">${back}` +
    `<path fill="${tones.soft}" d="${paths.soft}"/><path fill="${tones.accent}" d="${paths.accent}"/></svg>`
  );
}
