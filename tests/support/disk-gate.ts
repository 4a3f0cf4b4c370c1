import type { Database } from '#server/db/db.ts';
import { AppError } from '#shared/errors.ts';

/** A database whose commits can be held back or made to fail. */
export function diskGate() {
  let isFull = false;
  const held: (() => void)[] = [];
  let isHolding = false;
  let batchCount = 0;
  const wrap = (database: Database): Database => ({
    ...database,
    batch: async (queries) => {
      batchCount += 1;
      if (isHolding) await new Promise<void>((resolve) => held.push(resolve));
      if (isFull) throw new AppError('unavailable', 'The disk is full.');
      await database.batch(queries);
    },
  });
  return {
    wrap,
    hold: () => {
      isHolding = true;
    },
    let: () => {
      isHolding = false;
      for (const go of held.splice(0)) go();
    },
    heldCount: () => held.length,
    fill: () => {
      isFull = true;
    },
    free: () => {
      isFull = false;
    },
    batchCount: () => batchCount,
  };
}
