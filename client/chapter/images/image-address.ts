/** Where the browser loads a picture from: `images/<hash>.<ext>` of a handbook, or null for none. */
export function imageAddress(src: unknown, handbookId: string): string | null {
  const file = typeof src === 'string' ? /^images\/([0-9a-f]{64}\.[a-z]+)$/.exec(src)?.[1] : null;
  return file ? `/images/${encodeURIComponent(handbookId)}/${file}` : null;
}
