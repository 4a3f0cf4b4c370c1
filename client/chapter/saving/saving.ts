/** Where one's own words are, as the page says it. */

export type Saving =
  /** The text is not here yet. */
  | { readonly kind: 'opening' }
  /** Everything typed is on the server's disk. */
  | { readonly kind: 'saved' }
  /** On its way, for less than the time after which one worries. */
  | { readonly kind: 'saving' }
  /** On its way for longer, or the server cannot be reached: only this page has the words. */
  | { readonly kind: 'unsaved' }
  /** No connection; `isWaiting`: with words that are not on the server. They are also on this device. */
  | { readonly kind: 'offline'; readonly isWaiting: boolean }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'refused' };

/** The message that says it, and whether it asks for attention. */
export function savingWords(saving: Saving): { readonly key: string; readonly isUrgent: boolean } {
  switch (saving.kind) {
    case 'offline':
      return { key: saving.isWaiting ? 'saving.offlineWaiting' : 'saving.offline', isUrgent: true };
    case 'unsaved':
    case 'refused':
      return { key: `saving.${saving.kind}`, isUrgent: true };
    default:
      return { key: `saving.${saving.kind}`, isUrgent: false };
  }
}

/** Whether leaving the page now would lose words, or leave them on this device alone. */
export function isLeavingRisky(saving: Saving): boolean {
  return (
    saving.kind === 'saving' ||
    saving.kind === 'unsaved' ||
    saving.kind === 'refused' ||
    (saving.kind === 'offline' && saving.isWaiting)
  );
}
