/** Which characters a TrueType or OpenType font has a shape for, read from its `cmap` table. */

/** A set of code points as sorted ranges. */
export type Ranges = readonly (readonly [first: number, last: number])[];

function cmapOffset(view: DataView): number {
  const tableCount = view.getUint16(4);
  for (let index = 0; index < tableCount; index++) {
    const record = 12 + index * 16;
    // 'cmap'
    if (view.getUint32(record) === 0x636d6170) return view.getUint32(record + 8);
  }
  throw new RangeError('The font has no character map.');
}

/** The offset of the widest Unicode subtable: the one for all planes, else the one for the first. */
function subtableOffset(view: DataView): number {
  const cmap = cmapOffset(view);
  const offsets = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    offsets.set(view.getUint16(offset), offset);
  }
  const offset = offsets.get(12) ?? offsets.get(4);
  if (offset === undefined) throw new RangeError('The font has no Unicode character map.');
  return offset;
}

function segmentedRanges(view: DataView, offset: number): Ranges {
  const doubled = view.getUint16(offset + 6);
  const ranges: [number, number][] = [];
  for (let index = 0; index < doubled; index += 2) {
    const last = view.getUint16(offset + 14 + index);
    const first = view.getUint16(offset + 16 + doubled + index);
    const rangeOffsetAt = offset + 16 + doubled * 3 + index;
    const delta = view.getUint16(offset + 16 + doubled * 2 + index);
    for (let point = first; point <= last && point !== 0xffff; point++) {
      const rangeOffset = view.getUint16(rangeOffsetAt);
      const raw =
        rangeOffset === 0
          ? point
          : view.getUint16(rangeOffsetAt + rangeOffset + (point - first) * 2);
      if (raw !== 0 && ((raw + delta) & 0xffff) !== 0) ranges.push([point, point]);
    }
  }
  return ranges;
}

function groupedRanges(view: DataView, offset: number): Ranges {
  return Array.from({ length: view.getUint32(offset + 12) }, (_, index) => {
    const group = offset + 16 + index * 12;
    return [view.getUint32(group), view.getUint32(group + 4)] as const;
  });
}

/** Throws a RangeError when the bytes are no font with a Unicode character map. */
function fontRanges(font: Uint8Array): Ranges {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const offset = subtableOffset(view);
  return view.getUint16(offset) === 12
    ? groupedRanges(view, offset)
    : segmentedRanges(view, offset);
}

/** Up to the last plane that these fonts reach into: emoji. */
const CODE_POINTS = 0x20000;

/** Answers for a character whether some of the fonts can print it. */
export type Coverage = (codePoint: number) => boolean;

/**
 * A family prints a character when all its styles do, so that bold or italic text never loses one;
 * a book prints it when one of its families does.
 */
export function coverageOf(families: readonly (readonly Uint8Array[])[]): Coverage {
  const printable = new Uint8Array(CODE_POINTS);
  for (const styles of families) {
    const counts = new Uint8Array(CODE_POINTS);
    for (const style of styles) {
      const known = new Uint8Array(CODE_POINTS);
      for (const [first, last] of fontRanges(style)) known.fill(1, first, last + 1);
      for (let point = 0; point < CODE_POINTS; point++)
        counts[point] = (counts[point] ?? 0) + (known[point] ?? 0);
    }
    for (let point = 0; point < CODE_POINTS; point++)
      if ((counts[point] ?? 0) >= styles.length) printable[point] = 1;
  }
  return (codePoint) => printable[codePoint] === 1;
}
