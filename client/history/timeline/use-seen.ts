import { useEffect, useState } from 'react';

/** The newest version at the last visit, on this device; undefined on the first visit. */
export function useSeen(chapterId: string, newest: number | undefined): number | undefined {
  const key = `commonbook-history-seen-${chapterId}`;
  const [seen] = useState(() => readNumber(key));
  useEffect(() => {
    if (newest !== undefined) writeNumber(key, newest);
  }, [key, newest]);
  return seen === newest ? undefined : seen;
}

function readNumber(key: string): number | undefined {
  try {
    const text = localStorage.getItem(key);
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  } catch {
    // A browser that keeps nothing for us: every visit is then the first.
    return undefined;
  }
}

function writeNumber(key: string, number: number): void {
  try {
    localStorage.setItem(key, String(number));
  } catch {
    // As above: nothing is kept, and nothing else depends on it.
  }
}
