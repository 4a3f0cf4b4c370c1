/** Gives the browser a text to keep as a file, under the chapter's name. */
export function keepAsFile(title: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileName(title)}.txt`;
  link.click();
  // The browser has begun to read it by the next turn; before that it could not be taken away.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** A title without what file systems do not take. */
export function fileName(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 80);
  return name === '' ? 'chapter' : name;
}
