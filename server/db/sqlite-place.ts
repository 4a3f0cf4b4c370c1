import { statSync } from 'node:fs';

/**
 * Remembers which file bears this name now. The function tells whether it still does: what is written
 * into one that was moved away or replaced would be gone when the process ends.
 */
export function rememberPlace(path: string): () => boolean {
  const opened = statSync(path);
  return () => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.ino === opened.ino && found.dev === opened.dev;
  };
}
