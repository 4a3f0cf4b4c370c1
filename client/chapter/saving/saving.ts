/** Where one's own words are, as the page says it. */

export type Saving =
  /** The text is not here yet. */
  | { readonly kind: 'opening' }
  /** Everything typed is on the server's disk. */
  | { readonly kind: 'saved' }
  /** On its way, for less than the time after which one worries. */
  | { readonly kind: 'saving' }
  /** On its way for longer, or without a connection and not on this device: the page must stay open. */
  | { readonly kind: 'unsaved' }
  /** No connection, and nothing of one's own that the server does not have. */
  | { readonly kind: 'offline' }
  /** No connection, with words that are not on the server, but written down on this device. */
  | { readonly kind: 'offline-kept' }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'refused' };

/** The message that says it, and whether it asks for attention. */
export function savingWords(saving: Saving): { readonly key: string; readonly isUrgent: boolean } {
  switch (saving.kind) {
    case 'offline':
    case 'offline-kept':
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
    saving.kind === 'offline-kept'
  );
}
