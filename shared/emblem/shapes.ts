import { slugBytes } from './slug-bytes.ts';

/** Which corner of its cell a quarter-circle is centred on, clockwise from the top left. */
export type Corner = 0 | 1 | 2 | 3;
export type Tone = 'accent' | 'soft';

/** One shape in one cell of the 4 × 4 field; `x` and `y` are the cell's, 0 to 3 from the top left. */
export type Shape = { readonly x: number; readonly y: number; readonly tone: Tone } & (
  | { readonly kind: 'quarter'; readonly corner: Corner }
  /** Half a cell thick along one side: top, right, bottom or left. */
  | { readonly kind: 'bar'; readonly side: Corner }
  | { readonly kind: 'dot' }
);

export const FIELD = 4;

type Turn = (shape: Shape) => Shape;

const CORNERS = [0, 1, 2, 3] as const satisfies readonly Corner[];
function corner(turned: number): Corner {
  return CORNERS[turned & 3] ?? 0;
}

/** A quarter turn clockwise of the whole field. */
const quarterTurn: Turn = (shape) => {
  const moved = { ...shape, x: FIELD - 1 - shape.y, y: shape.x };
  switch (moved.kind) {
    case 'quarter':
      return { ...moved, corner: corner(moved.corner + 1) };
    case 'bar':
      return { ...moved, side: corner(moved.side + 1) };
    case 'dot':
      return moved;
  }
};

/** Left and right exchanged. */
const mirror: Turn = (shape) => {
  const moved = { ...shape, x: FIELD - 1 - shape.x };
  switch (moved.kind) {
    case 'quarter':
      return { ...moved, corner: corner(moved.corner ^ 1) };
    case 'bar':
      return { ...moved, side: corner(4 - moved.side) };
    case 'dot':
      return moved;
  }
};

/**
 * Eyes recognise a figure with an order sooner than a scatter: a quarter of the field is drawn by
 * hash, and one of these carries it round.
 */
const ORDERS: readonly ((quarter: readonly Shape[]) => readonly Shape[])[] = [
  // Pinwheel.
  (quarter) => {
    const second = quarter.map(quarterTurn);
    const third = second.map(quarterTurn);
    return [...quarter, ...second, ...third, ...third.map(quarterTurn)];
  },
  // Leaf: mirrored left to right and top to bottom.
  (quarter) => {
    const top = [...quarter, ...quarter.map(mirror)];
    return [...top, ...top.map(quarterTurn).map(quarterTurn)];
  },
  // Playing card: the upper half mirrored, the lower a half turn with the tones exchanged.
  (quarter) => {
    const top = [...quarter, ...quarter.map(mirror)];
    return [...top, ...top.map(quarterTurn).map(quarterTurn).map(otherTone)];
  },
];

function otherTone(shape: Shape): Shape {
  return { ...shape, tone: shape.tone === 'accent' ? 'soft' : 'accent' };
}

function cell(byte: number, place: { x: number; y: number }): Shape {
  const tone = byte & 1 ? 'soft' : 'accent';
  const turned = corner(byte >> 1);
  const kind = (byte >> 3) % 8;
  if (kind < 5) return { ...place, tone, kind: 'quarter', corner: turned };
  if (kind < 7) return { ...place, tone, kind: 'bar', side: turned };
  return { ...place, tone, kind: 'dot' };
}

/** The sixteen shapes of an edition's emblem; the same slug always gives the same ones. */
export function emblemShapes(slug: string): readonly Shape[] {
  const bytes = slugBytes(slug).subarray(2);
  const quarter = [0, 1, 2, 3].map((index) =>
    cell(bytes[index + 1] ?? 0, { x: index % 2, y: index >> 1 }),
  );
  // At 20 px a figure in one tone loses its form: the quarter always holds both.
  const [first, ...others] = quarter;
  const oneTone = first && others.every((shape) => shape.tone === first.tone);
  const twoTones = oneTone ? [otherTone(first), ...others] : quarter;
  const order = ORDERS[(bytes[0] ?? 0) % ORDERS.length];
  return order ? order(twoTones) : twoTones;
}
