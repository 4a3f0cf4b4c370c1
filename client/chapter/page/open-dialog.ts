/** The one dialog that is open over the text. */
export type OpenDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'link' }
  | { readonly kind: 'fact' }
  | { readonly kind: 'describe' }
  | { readonly kind: 'pictures'; readonly files: readonly File[] }
  | { readonly kind: 'core'; readonly blockIds: readonly string[] };

/** Opens another in place of the one that is open. */
export type Open = (next: OpenDialog) => void;
