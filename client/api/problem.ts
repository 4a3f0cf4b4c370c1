import { ApiError, type ApiErrorCode } from '#client/lib/api-error.ts';
import type { Problem } from '#shared/errors.ts';

const CODES: readonly string[] = [
  'invalid',
  'sign-in',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'too-many',
  'unavailable',
  'not-built',
] satisfies readonly ApiErrorCode[];

/** What a status says when the answer is not one of ours: a proxy's page, a cut connection. */
const BY_STATUS: Readonly<Record<number, ApiErrorCode>> = {
  400: 'invalid',
  401: 'sign-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  429: 'too-many',
  501: 'not-built',
};

/** `fetch` that rejects with `ApiError` for every answer that is not a success, and for none at all. */
export async function fetchOrThrow(
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError('offline', '', { cause });
  }
  if (response.ok) return response;
  throw await errorOf(response);
}

/** Reads an answer as RFC 9457; the sentence is '' when there is none that people could read. */
async function errorOf(response: Response): Promise<ApiError> {
  const fallback = BY_STATUS[response.status] ?? 'unavailable';
  const body = await response.json().catch(() => undefined);
  if (!isRecord(body)) return new ApiError(fallback, '');
  return new ApiError(isCode(body.code) ? body.code : fallback, sentenceOf(body), {
    problems: problemsOf(body.problems),
  });
}

function sentenceOf(body: Readonly<Record<string, unknown>>): string {
  for (const text of [body.detail, body.message, body.title]) {
    if (typeof text === 'string') return text;
  }
  return '';
}

function problemsOf(value: unknown): readonly Problem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((problem: unknown) => {
    if (!isRecord(problem) || typeof problem.reason !== 'string') return [];
    const at = typeof problem.at === 'string' ? problem.at : '';
    return [{ at, reason: problem.reason }];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isCode(value: unknown): value is ApiErrorCode {
  return typeof value === 'string' && CODES.includes(value);
}
