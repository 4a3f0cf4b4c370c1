import type { Problem } from '#shared/errors.ts';
import type { HandbookFiles } from './handbook-model.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A file's text; undefined when it is not there or, which is refused, not UTF-8. */
export function textOf(
  files: HandbookFiles,
  path: string,
  refuse: (problem: Problem) => void,
): string | undefined {
  const bytes = files.get(path);
  if (bytes === undefined) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    const line = firstBrokenLine(bytes);
    refuse({ at: path, line, reason: 'This file is not text in UTF-8.' });
    return undefined;
  }
}

/** 1-based. No character of UTF-8 goes over a line end, so that each line can be tried alone. */
function firstBrokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
}
