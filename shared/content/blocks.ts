/** A chapter as its top-level blocks, and back. */
import type { BlockId } from '../ids.ts';
import type {
  Block,
  BlockJson,
  DocJson,
  ListItemJson,
  TableRowJson,
  TaskItemJson,
} from './types.ts';

/** The id of a block that has none yet: `withIds` and `repairIds` give it one. */
export const NO_ID = '' as BlockId;

/** The chapter's blocks in order. A block without an id has the id `NO_ID`. */
export function blocksOf(doc: DocJson): Block[] {
  return doc.content.map((json) => ({ id: json.attrs.id ?? NO_ID, json }));
}

/** The chapter that the blocks make, each with its id in its attributes. */
export function docOf(blocks: readonly Block[]): DocJson {
  return { type: 'doc', content: blocks.map((block) => withId(block.json, block.id || null)) };
}

/** The same block under another id. */
export function withId<Json extends { readonly attrs: { readonly id: BlockId | null } }>(
  json: Json,
  id: BlockId | null,
): Json {
  return json.attrs.id === id ? json : { ...json, attrs: { ...json.attrs, id } };
}

/**
 * The chapter with an id on every block, list item and table row, none of them twice: where one is
 * missing or was seen before, `newBlockId` is asked for another.
 */
export function withIds(doc: DocJson, newBlockId: () => BlockId): DocJson {
  const seen = new Set<BlockId>();
  const give = <Json extends { readonly attrs: { readonly id: BlockId | null } }>(json: Json) => {
    let id = json.attrs.id;
    while (id === null || seen.has(id)) id = newBlockId();
    seen.add(id);
    return withId(json, id);
  };
  return { type: 'doc', content: doc.content.map((json) => withIdsInside(give(json), give)) };
}

type Give = <Json extends { readonly attrs: { readonly id: BlockId | null } }>(json: Json) => Json;

function withIdsInside(json: BlockJson, give: Give): BlockJson {
  const within = (content: readonly BlockJson[]) => content.map((one) => withIdsInside(one, give));
  switch (json.type) {
    case 'bulletList':
    case 'orderedList': {
      const content = json.content.map((entry): ListItemJson => {
        const given = give(entry);
        return { ...given, content: within(given.content) };
      });
      return { ...json, content };
    }
    case 'taskList': {
      const content = json.content.map((entry): TaskItemJson => {
        const given = give(entry);
        return { ...given, content: within(given.content) };
      });
      return { ...json, content };
    }
    case 'blockquote':
    case 'callout':
      return { ...json, content: within(json.content) };
    case 'table': {
      const content = json.content.map((row): TableRowJson => {
        const given = give(row);
        const cells = given.content.map((cell) => ({ ...cell, content: within(cell.content) }));
        return { ...given, content: cells };
      });
      return { ...json, content };
    }
    default:
      return json;
  }
}
