/** How often somebody may do something. Kept in memory, per process; time is a parameter. */
import { AppError } from '#shared/errors.ts';

/** How much, and how soon again. */
export interface RateLimitOptions {
  /** How many at once, after a pause. */
  readonly burst: number;
  /** How long until all of them are there again. */
  readonly refillMs: number;
  readonly now: () => number;
}

interface Bucket {
  left: number;
  at: number;
}

export interface RateLimit {
  /** Takes one; throws `too-many` when none is left for this key. */
  take(key: string): void;
  /** Gives one back: the attempt was a good one. */
  giveBack(key: string): void;
}

/** Beyond so many keys the fullest buckets, which limit nobody, are forgotten. */
const MAX_KEYS = 10_000;

/** Forgets who has not come for long, so that its memory is bounded. */
export function rateLimit({ burst, refillMs, now }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, Bucket>();

  const refilled = (key: string): Bucket => {
    const bucket = buckets.get(key) ?? { left: burst, at: now() };
    // A clock that went backwards refills nothing.
    const passed = Math.max(0, now() - bucket.at);
    bucket.left = Math.min(burst, bucket.left + (passed / refillMs) * burst);
    bucket.at = now();
    return bucket;
  };

  const forget = () => {
    for (const key of buckets.keys()) {
      if (refilled(key).left >= burst) buckets.delete(key);
    }
    // Everyone is at their limit: then the oldest go, or memory would grow without end.
    for (const key of buckets.keys()) {
      if (buckets.size < MAX_KEYS) return;
      buckets.delete(key);
    }
  };

  return {
    take: (key) => {
      const bucket = refilled(key);
      if (bucket.left < 1)
        throw new AppError('too-many', 'Too often. Wait a little, then try again.');
      bucket.left -= 1;
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > MAX_KEYS) forget();
    },
    giveBack: (key) => {
      const bucket = buckets.get(key);
      if (bucket) bucket.left = Math.min(burst, bucket.left + 1);
    },
  };
}

/**
 * An address as a key: IPv6 by its first 64 bits, since whoever has one address there has them all;
 * IPv4 whole, also when it is written as IPv6.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':');
  const rest = tail === '' ? [] : tail.split(':');
  while (address.includes('::') && groups.length + rest.length < 8) groups.push('0');
  return [...groups, ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}
