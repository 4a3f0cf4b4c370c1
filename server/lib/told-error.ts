import { hasText, reasonOf } from './reason-of.ts';

/** An error as a log may hold it: enough to find the fault, nothing that a caller sent. */
export interface ToldError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ToldError;
}

/** A chain of causes is as long as the layers that an error has passed; one that runs in a circle ends. */
const MOST_CAUSES = 8;

/**
 * Tells what went wrong and why: type, message, code, stack and the same of its causes. Nothing else
 * that hangs on an error is told: a database hangs rows on it, a request its body.
 */
export function toldError(error: unknown, causeCount = 0): ToldError {
  const cause = causeOf(error);
  return {
    type: error instanceof Error ? error.name : typeof error,
    message: withoutSecrets(reasonOf(error)),
    ...(hasText(error, 'code') && { code: error.code }),
    ...(hasText(error, 'stack') && { stack: withoutSecrets(error.stack) }),
    ...(cause !== undefined &&
      causeCount < MOST_CAUSES && { cause: toldError(cause, causeCount + 1) }),
  };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/** In messages that quote an address, a header or a cookie: what would let a reader act as somebody. */
const SECRETS: readonly [RegExp, string][] = [
  [/(:\/\/[^\s:/@]*):[^\s/@]+@/g, '$1:…@'],
  [/\b(bearer)\s+[^\s"',;]+/gi, '$1 …'],
  [/(password|secret|token|cookie|authorization)(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi, '$1$2…'],
];

function withoutSecrets(text: string): string {
  return SECRETS.reduce((told, [pattern, instead]) => told.replace(pattern, instead), text);
}
