/** What the server and the printing thread say to each other. */
import type { ArrangeSource } from './arrange.ts';
import type { RevisionText } from './read-texts.ts';

/** Texts come one by one, so that sending a book never holds the server up; then the rest at once. */
export type PrinterRequest =
  | { readonly kind: 'text'; readonly text: RevisionText }
  | ({ readonly kind: 'arrange' } & Omit<ArrangeSource, 'texts'>);
