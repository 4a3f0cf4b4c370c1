import { UniqueID } from '@tiptap/extension-unique-id';
import { TYPES_WITH_ID } from '#shared/content/content.ts';
import { freshId } from './fresh-id.ts';
import { isLongPaste } from './ids-pasted.ts';

/**
 * Gives an id to every block, list item and table row that this person makes. Never on opening a
 * chapter and never for what others wrote: two people's browsers would give different ones to the
 * same block, and a reader would write. What has none then gets one from the server.
 */
export const IdsGiven = UniqueID.extend({
  // The attribute itself is the schema's.
  addGlobalAttributes: () => [],
  onCreate: () => {},
}).configure({
  types: [...TYPES_WITH_ID],
  generateID: freshId,
  filterTransaction: (transaction) => !isLongPaste(transaction),
});
