/**
 * Levels without a jump: readers with a screen reader walk from level to level, and PDF/UA refuses a
 * 3 below a 1. Order is kept: what stood below another still does. 1 is the chapter's title, so the
 * answers are 2 to 6. Feed it a chapter's headings in order.
 */
export function headingLevels(): (written: number) => number {
  const open: number[] = [];
  return (written) => {
    while (open.length > 0 && (open.at(-1) ?? 0) >= written) open.pop();
    open.push(written);
    return Math.min(open.length + 1, 6);
  };
}
