/** THE edit of a chapter by the server: by block id, never by position. */
import * as Y from 'yjs';
import { docOf } from '../blocks.ts';
import { canonicalJson } from '../canonical.ts';
import { sanitize, sanitizeNode } from '../sanitize.ts';
import type { Block, NodeJson, TextJson } from '../types.ts';
import { layOut } from './children.ts';
import { createElement, isInline, setAttribute } from './create.ts';
import { editLine } from './line-edit.ts';
import { matchChildren } from './match.ts';
import { fragmentOf, rawOf } from './read.ts';

/** What stands in a line is edited there; these are what stands in a place for blocks. */
type TreeJson = Exclude<NodeJson, TextJson>;

/**
 * Makes the live chapter read as these blocks. A block that stays (same id, same type) keeps its
 * element and gets only the words, marks and attributes that differ; items of lists and rows of
 * tables likewise by their ids; only what is not among the blocks is deleted, and only what changed
 * its place among the others is made anew. Blocks that are as they were cost nothing: when all are,
 * the document makes no update. The caller wraps it in `ydoc.transact`.
 */
export function writeChapter(ydoc: Y.Doc, blocks: readonly Block[]): void {
  const fragment = fragmentOf(ydoc);
  const wanted = sanitize(docOf(blocks)).content;
  writeChildren(fragment, wanted, 'ids');
  // A peer can have put anything into an element that stayed. What then still reads otherwise than
  // wanted is beyond repair and is replaced.
  const readable = fragment
    .toArray()
    .filter((child) => sanitizeNode(rawOf(child)[0]) !== undefined);
  for (const [at, json] of wanted.entries()) {
    const child = readable[at];
    if (child === undefined || reads(child, 'ids') === canonicalJson(json)) continue;
    layOut(fragment, {
      wanted: readable.map((other) =>
        other === child
          ? { kind: 'new', child: createElement(json) }
          : { kind: 'stays', child: other },
      ),
      gone: new Set([child]),
    });
  }
}

/** A place whose nodes are known by their ids, or one whose blocks have none. */
export type Identity = 'ids' | 'no ids';

/** The canonical JSON of what a child of the live document reads as. */
function reads(child: unknown, identity: Identity): string | undefined {
  const node = readNode(child, identity);
  return node === undefined ? undefined : canonicalJson(node);
}

/** What a child of the live document says by itself; undefined for what no chapter can hold. */
function readNode(child: unknown, identity: Identity): TreeJson | undefined {
  const node = sanitizeNode(rawOf(child)[0]);
  if (node === undefined || node.type === 'text') return undefined;
  // Editors give ids to paragraphs inside other blocks as well; they mean nothing there.
  if (identity === 'no ids' && 'attrs' in node && 'id' in node.attrs) {
    return { ...node, attrs: { ...node.attrs, id: null } } as TreeJson;
  }
  return node;
}

function writeChildren(
  parent: Y.XmlFragment,
  wanted: readonly TreeJson[],
  identity: Identity,
): void {
  const children = parent.toArray().map((child) => ({ child, node: readNode(child, identity) }));
  const live = children.flatMap(({ child, node }) =>
    child instanceof Y.XmlElement && node !== undefined ? [{ element: child, node }] : [],
  );
  const matches = matchChildren(
    live.map(({ node }) => node),
    wanted,
  );
  const staying = new Set<unknown>();
  const layout = wanted.map((json, at) => {
    const kept = live[matches.get(at) ?? -1];
    if (kept === undefined) return { kind: 'new', child: createElement(json) } as const;
    staying.add(kept.element);
    if (canonicalJson(kept.node) !== canonicalJson(json)) writeNode(kept.element, json);
    writeId(kept.element, json);
    return { kind: 'stays', child: kept.element } as const;
  });
  const gone = children.filter(({ child, node }) => {
    if (staying.has(child)) return false;
    // Words that stand where only blocks may are read as a paragraph, and so are among the wanted.
    return node !== undefined || (child instanceof Y.XmlText && child.length > 0);
  });
  layOut(parent, { wanted: layout, gone: new Set(gone.map(({ child }) => child)) });
}

/** Gives the element the node's id, if the node has one. */
function writeId(element: Y.XmlElement, json: TreeJson): void {
  if (!('attrs' in json) || !('id' in json.attrs) || json.attrs.id === null) return;
  if (element.getAttribute('id') !== json.attrs.id) element.setAttribute('id', json.attrs.id);
}

function writeNode(element: Y.XmlElement, json: TreeJson): void {
  if ('attrs' in json) writeAttributes(element, json.attrs);
  switch (json.type) {
    case 'paragraph':
    case 'heading':
    case 'image':
    case 'codeBlock':
      editLine(element, json.content);
      break;
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
    case 'table':
      writeChildren(element, json.content, 'ids');
      break;
    default:
      if ('content' in json && !isInline(json)) writeChildren(element, json.content, 'no ids');
  }
}

function writeAttributes(element: Y.XmlElement, attrs: object): void {
  for (const [name, value] of Object.entries<string | number | boolean | null>({ ...attrs })) {
    if (name === 'id') continue;
    const current = element.getAttribute(name) ?? null;
    if (current !== value) setAttribute(element, name, value);
  }
}
