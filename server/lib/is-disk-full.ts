import { hasText } from './reason-of.ts';

const CODES = /^(?:ENOSPC|EDQUOT|SQLITE_FULL)/;

/** Whether something failed because a disk has no room left, as its error says or that one's cause. */
export function isDiskFull(error: unknown): boolean {
  if (hasText(error, 'code') && CODES.test(error.code)) return true;
  return error instanceof Error && error.cause !== undefined && isDiskFull(error.cause);
}
