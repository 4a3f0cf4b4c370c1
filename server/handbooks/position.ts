/**
 * Places in an order, as keys that compare as text: between any two there is always another, so that
 * moving one chapter writes one row. Keys are fractions in base 36 without a zero at the end; digits
 * and small letters sort alike in SQLite and in every collation of PostgreSQL.
 */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

/**
 * A key after `before` ('' for the start) and before `after` (undefined for the end).
 * @throws RangeError when `before` is not less than `after`: then ask `spread` for new keys.
 */
export function keyBetween(before: string, after: string | undefined): string {
  if (after !== undefined && before >= after) throw new RangeError(`${before} ≥ ${after}`);
  let key = '';
  let limit = after;
  for (let place = 0; ; place += 1) {
    const low = Math.max(0, DIGITS.indexOf(before.charAt(place) || '0'));
    const high = limit === undefined ? BASE : DIGITS.indexOf(limit.charAt(place) || '0');
    // At the end the next digit, not the middle: appending many stays short.
    if (high - low > 1)
      return key + DIGITS.charAt(limit === undefined ? low + 1 : (low + high) >> 1);
    key += DIGITS.charAt(low);
    if (low < high) limit = undefined;
  }
}

/** `count` keys in order, of equal length and with room between all of them. */
export function spread(count: number): string[] {
  const length = Math.max(2, Math.ceil(Math.log(count + 2) / Math.log(BASE)) + 1);
  const step = BASE ** length / (count + 1);
  return Array.from({ length: count }, (_, index) => {
    const digits = Math.floor(step * (index + 1))
      .toString(BASE)
      .padStart(length, '0');
    return digits.replace(/0+$/, '');
  });
}
