/** Milliseconds since 1970-01-01 UTC. */
export type Millis = number;

/** The time of day, as a parameter: tests pass their own. */
export interface Clock {
  now(): Millis;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
