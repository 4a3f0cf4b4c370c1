import { expect, it } from 'vitest';
import { trialSize } from '#tests/support/trial.ts';
import { runGrowthTrial } from './growth-trial.ts';

/** Days in `npm test`; in a trial they are what goes by before the first measure. */
const DAYS = 60;
/** Only what the engine compiles and keeps: less. The peers of a day, if they were kept, take twice as much. */
const BYTES_A_DAY = 25_000;
const { count, isAskedFor, timeoutMs } = trialSize(1);
const minutes = isAskedFor ? count : 0;

it(
  '[W16] nothing that was held for anybody is held when they are gone',
  async () => {
    const { before, after, dayCount } = await runGrowthTrial({
      days: DAYS,
      minutes,
      log: console.log,
    });
    expect(dayCount).toBeGreaterThanOrEqual(DAYS);
    expect(after.heapBytes / before.heapBytes).toBeLessThan(1.3);
    expect((after.heapBytes - before.heapBytes) / dayCount).toBeLessThan(BYTES_A_DAY);
    expect(after.socketCount).toBeLessThanOrEqual(before.socketCount);
    // The log is cut at 500 rows; of words that were deleted only ids stay in the text.
    expect(after.rowCount).toBeLessThan(600);
    expect((after.textBytes - before.textBytes) / dayCount).toBeLessThan(100);
  },
  timeoutMs,
);
