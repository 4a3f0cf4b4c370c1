/**
 * One text for one content. Defaults are left out, so that a later schema's new attribute leaves
 * the hashes of everything written before it as they are.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Hash } from '../ids.ts';
import { schema } from './extensions.ts';
import { sanitizeBlock } from './sanitize.ts';
import type { BlockJson, NodeJson } from './types.ts';

/** The block's exact JSON without its own id: keys sorted, defaults and emptiness left out. */
export function canonicalJson(json: NodeJson): string {
  return JSON.stringify(exact(json, ''));
}

/** The block that a canonical JSON stands for. Throws a RangeError for what is none. */
export function blockOfCanonical(canonical: string): BlockJson {
  const json = sanitizeBlock(JSON.parse(canonical));
  if (json === undefined) throw new RangeError('A stored block is not a block of this schema.');
  return json;
}

/** SHA-256 of the canonical JSON: the key under which a block's content is stored. */
export function hashBlock(json: BlockJson): Hash {
  return hashText(canonicalJson(json));
}

/** SHA-256 of a text's UTF-8. */
export function hashText(text: string): Hash {
  return bytesToHex(sha256(utf8ToBytes(text))) as Hash;
}

/** The exact form of a node; `key` is '' for the outermost, whose id is not part of its content. */
function exact(json: NodeJson, key: string): Record<string, unknown> {
  const canonical: Record<string, unknown> = {};
  if ('attrs' in json) {
    const attrs = exactAttrs(json.type, json.attrs, key === '' ? 'without id' : 'with id');
    if (attrs !== undefined) canonical.attrs = attrs;
  }
  if ('content' in json && json.content.length > 0) {
    canonical.content = json.content.map((child: NodeJson) => exact(child, 'content'));
  }
  if (json.type === 'text') {
    if (json.marks.length > 0) canonical.marks = json.marks.map(exactMark);
    canonical.text = json.text;
  }
  canonical.type = json.type;
  return canonical;
}

function exactAttrs(
  type: string,
  attrs: object,
  id: 'with id' | 'without id',
): Record<string, unknown> | undefined {
  const defaults = schema.nodes[type]?.spec.attrs ?? {};
  const kept = Object.entries(attrs)
    .filter(([name, value]) => value !== defaults[name]?.default)
    .filter(([name]) => name !== 'id' || id === 'with id')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function exactMark(mark: { readonly type: string; readonly attrs?: object }) {
  if (mark.attrs === undefined) return { type: mark.type };
  const attrs = Object.entries(mark.attrs).filter(([, value]) => value !== null);
  attrs.sort(([one], [other]) => (one < other ? -1 : 1));
  return { attrs: Object.fromEntries(attrs), type: mark.type };
}
