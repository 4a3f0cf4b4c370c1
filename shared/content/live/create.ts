/** New elements for the live document, in the form that the editors' binding gives them. */
import * as Y from 'yjs';
import type { InlineJson, MarkJson, NodeJson, TextJson } from '../types.ts';

type AttrValue = string | number | boolean;
export type LiveNode = Y.XmlElement | Y.XmlText;

/** Sets an attribute, or takes it away with null. Values keep their JSON types. */
export function setAttribute(element: Y.XmlElement, name: string, value: AttrValue | null): void {
  // Yjs declares attributes as texts and stores any JSON; the editors' binding relies on that.
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value as string);
}

/** A mark as a formatting attribute: the mark's attributes under its name. */
export function formatOf(marks: readonly MarkJson[]): Record<string, object> {
  return Object.fromEntries(
    marks.map((mark) => [mark.type, mark.type === 'link' ? { ...mark.attrs } : {}]),
  );
}

/** A text made of runs, not yet part of a document. */
export function createText(runs: readonly TextJson[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(runs.map((run) => ({ insert: run.text, attributes: formatOf(run.marks) })));
  return text;
}

/** The element that a node stands for, with everything in it, not yet part of a document. */
export function createElement(json: Exclude<NodeJson, TextJson>): Y.XmlElement {
  const element = new Y.XmlElement(json.type);
  if ('attrs' in json) {
    for (const [name, value] of Object.entries<AttrValue | null>({ ...json.attrs })) {
      if (value !== null) setAttribute(element, name, value);
    }
  }
  if ('content' in json) element.insert(0, createChildren(json.content));
  return element;
}

/** Neighbouring texts become one text with several formats; everything else an element. */
function createChildren(content: readonly NodeJson[]): LiveNode[] {
  const children: LiveNode[] = [];
  let runs: TextJson[] = [];
  const endRuns = () => {
    if (runs.length > 0) children.push(createText(runs));
    runs = [];
  };
  for (const json of content) {
    if (json.type === 'text') {
      runs.push(json);
      continue;
    }
    endRuns();
    children.push(createElement(json));
  }
  endRuns();
  return children;
}

/** Whether a node stands in a line of text. */
export function isInline(json: NodeJson): json is InlineJson {
  return (
    json.type === 'text' ||
    json.type === 'hardBreak' ||
    json.type === 'fact' ||
    json.type === 'footnote'
  );
}
