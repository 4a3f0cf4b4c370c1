/** What a benchmark says: one measured value, and the goal that it is held against. */
export interface Figure {
  /** In words, with the conditions: "key to the other's screen, p95". */
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'KB' | 'MB' | 'bytes' | 'pages' | '% of a core' | 'changes/s' | '×';
  /** The value should stay under this; undefined where the figure only tells. */
  readonly under?: number;
}

export interface Benchmark {
  readonly name: string;
  /** Runs only when it is asked for: it takes more than this repository. */
  readonly isByNameOnly?: boolean;
  run(): Promise<readonly Figure[]>;
}

/** The value below which `share` (0 to 1) of the samples lie; NaN for no samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** Milliseconds that an asynchronous step took. */
export async function timed(step: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await step();
  return performance.now() - startedAt;
}
