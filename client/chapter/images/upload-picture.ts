import { ApiError } from '#client/api/api.ts';

/** A picture on its way to the server. */
export interface Upload {
  /** `images/<hash>.<ext>`, as the text names it. Rejects with `ApiError`. */
  readonly done: Promise<string>;
  cancel(): void;
}

/** Sends a picture to the handbook. `onProgress` is told how much is sent, 0 to 1. */
export function uploadPicture(
  handbookId: string,
  file: Blob,
  onProgress: (sent: number) => void,
): Upload {
  // `fetch` cannot tell how much of a body is sent.
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = request.status < 300 ? sourceIn(request.response) : undefined;
      if (answer === undefined) reject(refusal(request));
      else resolve(answer);
    };
    request.onerror = () => reject(new ApiError('offline', ''));
    request.onabort = () => reject(new ApiError('offline', ''));
  });
  request.open('POST', `/api/handbooks/${encodeURIComponent(handbookId)}/images`);
  request.responseType = 'json';
  request.setRequestHeader('content-type', file.type || 'application/octet-stream');
  if (file instanceof File) request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  request.send(file);
  return { done, cancel: () => request.abort() };
}

function sourceIn(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('src' in answer)) return undefined;
  return typeof answer.src === 'string' ? answer.src : undefined;
}

const CODES = {
  400: 'invalid',
  401: 'sign-in',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  415: 'invalid',
  429: 'too-many',
} as const;

function refusal({ status, response }: XMLHttpRequest): ApiError {
  const known = Object.entries(CODES).find(([code]) => Number(code) === status)?.[1];
  const sentence =
    typeof response === 'object' && response !== null && 'detail' in response
      ? response.detail
      : '';
  return new ApiError(known ?? 'unavailable', typeof sentence === 'string' ? sentence : '');
}
