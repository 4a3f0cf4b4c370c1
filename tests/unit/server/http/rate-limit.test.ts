import { describe, expect, it } from 'vitest';
import { addressKey, rateLimit } from '#server/http/http.ts';

function limited(burst: number) {
  let now = 0;
  const limit = rateLimit({ burst, refillMs: 1_000, now: () => now });
  return { limit, pass: (ms: number) => (now += ms) };
}

describe('a rate limit', () => {
  it('lets a burst through and refuses the next, for each key by itself', () => {
    const { limit } = limited(2);
    limit.take('a');
    limit.take('a');
    expect(() => limit.take('a')).toThrow(/Wait/);
    expect(() => limit.take('b')).not.toThrow();
  });

  it('fills again with time, and not when the clock goes back', () => {
    const { limit, pass } = limited(2);
    limit.take('a');
    limit.take('a');
    pass(-5_000);
    expect(() => limit.take('a')).toThrow();
    pass(500);
    expect(() => limit.take('a')).not.toThrow();
    expect(() => limit.take('a')).toThrow();
  });

  it('gives back what did not count', () => {
    const { limit } = limited(1);
    limit.take('a');
    limit.giveBack('a');
    expect(() => limit.take('a')).not.toThrow();
  });

  it('still limits the newest when more keys come than it keeps', () => {
    const { limit } = limited(1);
    for (let key = 0; key < 10_050; key += 1) limit.take(String(key));
    expect(() => limit.take('10049')).toThrow();
  });
});

describe('an address as a key', () => {
  it('is the same for a whole IPv6 network and for both writings of an IPv4 address', () => {
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:db8:1:2:ffff::1'));
    expect(addressKey('2001:db8::1')).toBe(addressKey('2001:db8:0:0:9::'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
    expect(addressKey('::ffff:192.0.2.7')).toBe(addressKey('192.0.2.7'));
  });
});
