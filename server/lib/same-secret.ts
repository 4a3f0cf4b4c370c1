import { timingSafeEqual } from 'node:crypto';

/** Whether two secrets are equal, in a time that does not tell how much of a guess was right. */
export function isSameSecret(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
