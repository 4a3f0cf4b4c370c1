/**
 * Puts words on the clipboard, and the same as HTML for those who can paste it; whether the browser
 * let it. Call it from a click: browsers ask for that.
 */
export function putOnClipboard(copied: { readonly text: string; readonly html?: string }): boolean {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', copied.text);
    if (copied.html !== undefined) event.clipboardData?.setData('text/html', copied.html);
    event.preventDefault();
  };
  // The newer way is refused on plain http, where many small servers are.
  document.addEventListener('copy', fill, { once: true });
  const isCopied = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return isCopied;
}
