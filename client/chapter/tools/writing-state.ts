/** What the toolbar shows of the place where the cursor is. Read from the state alone. */
import { type EditorState, NodeSelection } from '@tiptap/pm/state';
import { CALLOUT_KINDS, type CalloutKind } from '#shared/content/content.ts';

export const MARKS = ['bold', 'italic', 'strike', 'code', 'link'] as const;
export type MarkName = (typeof MARKS)[number];

/** Headings below the fourth level are shown as the fourth. */
export type BlockKind = 'text' | 'heading1' | 'heading2' | 'heading3' | 'heading4' | 'code';
export type ListKind = 'bulletList' | 'orderedList' | 'taskList';

export interface WritingState {
  readonly kind: BlockKind;
  /** Which marks the next letter, or all selected text, has. */
  readonly marks: Readonly<Record<MarkName, boolean>>;
  /** The innermost list around the cursor. */
  readonly list: ListKind | null;
  readonly isQuote: boolean;
  readonly callout: CalloutKind | null;
  readonly isInTable: boolean;
  /** Whether the cursor is in a picture's caption, or the picture is selected. */
  readonly isPicture: boolean;
  readonly isFootnote: boolean;
}

/** Pure; equal states give equal values, so that a screen is drawn only when something changed. */
export function writingState(state: EditorState): WritingState {
  const { $from } = state.selection;
  const around: string[] = [];
  for (let depth = $from.depth; depth > 0; depth -= 1) around.push($from.node(depth).type.name);
  const { selection } = state;
  const selected = selection instanceof NodeSelection ? selection.node.type.name : null;
  return {
    kind: kindAt(state),
    marks: marksAt(state),
    list: listAround(around),
    isQuote: around.includes('blockquote'),
    callout: calloutAt(state),
    isInTable: around.includes('table'),
    isPicture: selected === 'image' || around.includes('image'),
    isFootnote: around.includes('footnote'),
  };
}

function kindAt({ selection: { $from } }: EditorState): BlockKind {
  const block = $from.parent.type.name === 'footnote' ? $from.node(-1) : $from.parent;
  if (block.type.name === 'codeBlock') return 'code';
  if (block.type.name !== 'heading') return 'text';
  switch (block.attrs.level) {
    case 1:
      return 'heading1';
    case 2:
      return 'heading2';
    case 3:
      return 'heading3';
    default:
      return 'heading4';
  }
}

function listAround(around: readonly string[]): ListKind | null {
  for (const name of around)
    if (name === 'bulletList' || name === 'orderedList' || name === 'taskList') return name;
  return null;
}

function calloutAt({ selection: { $from } }: EditorState): CalloutKind | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === 'callout')
      return CALLOUT_KINDS.find((kind) => kind === node.attrs.kind) ?? 'note';
  }
  return null;
}

function marksAt(state: EditorState): WritingState['marks'] {
  const on = (name: MarkName) => hasMark(state, name);
  return {
    bold: on('bold'),
    italic: on('italic'),
    strike: on('strike'),
    code: on('code'),
    link: on('link'),
  };
}

/** Selected text has a mark when all of it has; the cursor, when the next letter would have it. */
function hasMark(state: EditorState, name: MarkName): boolean {
  const { $from, from, to, empty } = state.selection;
  const type = state.schema.marks[name];
  if (!type) return false;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  let letters = 0;
  let marked = 0;
  state.doc.nodesBetween(from, to, (node, position) => {
    if (!node.isText) return true;
    const length = Math.min(to, position + node.nodeSize) - Math.max(from, position);
    letters += length;
    if (type.isInSet(node.marks)) marked += length;
    return false;
  });
  return letters > 0 && marked === letters;
}
