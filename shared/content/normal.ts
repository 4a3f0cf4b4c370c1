import { sanitize } from './sanitize.ts';
import type { BlockJson, DocJson, ParagraphJson } from './types.ts';

const EMPTY_PARAGRAPH: ParagraphJson = { type: 'paragraph', attrs: { id: null }, content: [] };

/**
 * The chapter as two writers of the same text would have it: without ids, without empty paragraphs
 * at the end, text runs joined; an empty list item, cell, quote or callout holds one empty
 * paragraph, and a list without items or a table without cells is not there.
 */
export function normal(doc: DocJson): DocJson {
  const content = normalBlocks(sanitize(doc).content);
  while (isEmptyParagraph(content.at(-1))) content.pop();
  return { type: 'doc', content };
}

function isEmptyParagraph(json: BlockJson | undefined): boolean {
  return json?.type === 'paragraph' && json.content.length === 0;
}

function normalBlocks(blocks: readonly BlockJson[]): BlockJson[] {
  return blocks.flatMap((json) => normalBlock(json) ?? []);
}

/** The blocks inside a block that cannot be without any. */
function filled(blocks: readonly BlockJson[]): BlockJson[] {
  const content = normalBlocks(blocks);
  return content.length > 0 ? content : [EMPTY_PARAGRAPH];
}

function normalBlock(json: BlockJson): BlockJson | undefined {
  switch (json.type) {
    case 'bulletList':
      if (json.content.length === 0) return undefined;
      return { ...json, attrs: { id: null }, content: json.content.map(filledEntry) };
    case 'orderedList':
      if (json.content.length === 0) return undefined;
      return {
        ...json,
        attrs: { ...json.attrs, id: null },
        content: json.content.map(filledEntry),
      };
    case 'taskList':
      if (json.content.length === 0) return undefined;
      return { ...json, attrs: { id: null }, content: json.content.map(filledEntry) };
    case 'blockquote':
      return { ...json, attrs: { id: null }, content: filled(json.content) };
    case 'callout':
      return { ...json, attrs: { ...json.attrs, id: null }, content: filled(json.content) };
    case 'table': {
      const rows = json.content.filter((row) => row.content.length > 0);
      if (rows.length === 0) return undefined;
      const content = rows.map((row) => ({
        ...row,
        attrs: { id: null },
        content: row.content.map((cell) => ({ ...cell, content: filled(cell.content) })),
      }));
      return { ...json, attrs: { id: null }, content };
    }
    default:
      return withoutId(json);
  }
}

/** A list item or task with at least one block, without its id. */
function filledEntry<
  Entry extends { readonly attrs: object; readonly content: readonly BlockJson[] },
>(entry: Entry): Entry {
  return { ...entry, attrs: { ...entry.attrs, id: null }, content: filled(entry.content) };
}

function withoutId<Json extends BlockJson>(json: Json): Json {
  return { ...json, attrs: { ...json.attrs, id: null } };
}
