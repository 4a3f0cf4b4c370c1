import type { DocJson, NodeJson } from './types.ts';
import { isWord, words } from './words.ts';

/** The words alone: a line for each paragraph, heading, caption and code block; facts as `{name}`. */
export function plainText(json: DocJson | NodeJson): string {
  switch (json.type) {
    case 'text':
      return json.text;
    case 'hardBreak':
      return '\n';
    case 'fact':
      return `{${json.attrs.name}}`;
    case 'horizontalRule':
      return '';
    case 'footnote':
      return ` (${joined(json.content, '')})`;
    case 'paragraph':
    case 'heading':
    case 'image':
    case 'codeBlock':
      return joined(json.content, '');
    default:
      return joined(json.content, '\n');
  }
}

function joined(content: readonly NodeJson[], between: string): string {
  return content.map(plainText).join(between);
}

/** How many words and numbers the chapter has. In scripts without spaces each letter counts. */
export function wordCount(doc: DocJson): number {
  return words(plainText(doc)).filter(isWord).length;
}
