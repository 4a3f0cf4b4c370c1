/** The live document (Yjs) as a chapter. The binding of the editors (y-tiptap) sets its form. */
import * as Y from 'yjs';
import { sanitize } from '../sanitize.ts';
import type { DocJson } from '../types.ts';

/** The name under which every chapter's text stands in its live document. */
const FRAGMENT = 'default';

/** Elements nested deeper than this are not read: no editor makes them. */
export const DEEPEST = 150;

/** A node as the live document holds it, before it is checked. */
export interface RawNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly RawNode[];
  readonly text?: string;
  readonly marks?: readonly RawNode[];
}

/** The root of a chapter's text. */
export function fragmentOf(ydoc: Y.Doc): Y.XmlFragment {
  return ydoc.getXmlFragment(FRAGMENT);
}

/** The chapter as it stands in the live document, with the ids it has. Changes nothing. */
export function readChapter(ydoc: Y.Doc): DocJson {
  const content = fragmentOf(ydoc)
    .toArray()
    .flatMap((child) => rawOf(child, 0));
  return sanitize({ type: 'doc', content });
}

/** What an element or a text of the live document says, unchecked. */
export function rawOf(type: unknown, depth = 0): RawNode[] {
  if (type instanceof Y.XmlText) return rawTexts(type);
  if (!(type instanceof Y.XmlElement) || depth > DEEPEST) return [];
  return [
    {
      type: type.nodeName,
      attrs: type.getAttributes(),
      content: type.toArray().flatMap((child) => rawOf(child, depth + 1)),
    },
  ];
}

/** A text's runs. What is embedded in it and is no text belongs to no chapter. */
function rawTexts(text: Y.XmlText): RawNode[] {
  const runs: RawNode[] = [];
  for (const { insert, attributes } of text.toDelta() as Delta[]) {
    if (typeof insert === 'string') {
      runs.push({ type: 'text', text: insert, marks: rawMarks(attributes) });
    }
  }
  return runs;
}

/** One step of a Yjs text's delta. */
export interface Delta {
  readonly insert: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A mark that may stand twice on a text is stored under its name and a hash of itself. */
const HASHED_NAME = /^(.*)--[a-zA-Z0-9+/=]{8}$/;

/** A run's formatting attributes as marks. */
export function rawMarks(attributes: Readonly<Record<string, unknown>> = {}): RawNode[] {
  return Object.entries(attributes)
    .filter(([, attrs]) => attrs !== null)
    .map(([name, attrs]) => ({
      type: HASHED_NAME.exec(name)?.[1] ?? name,
      attrs: typeof attrs === 'object' ? { ...attrs } : {},
    }));
}
