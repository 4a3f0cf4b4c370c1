/**
 * A chapter's text as values. It is ProseMirror's JSON with nothing left out: every attribute is
 * there, `content` and `marks` are there even when empty. What came from outside is made into
 * these types by `sanitize`, and by nothing else.
 */
import type { BlockId } from '../ids.ts';

export const CALLOUT_KINDS = ['note', 'tip', 'warning', 'adapt'] as const;
export type CalloutKind = (typeof CALLOUT_KINDS)[number];
export const ALIGNMENTS = ['left', 'center', 'right'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

/** Marks stand in this order on a text: link outermost, code innermost. */
export type MarkJson =
  | {
      readonly type: 'link';
      readonly attrs: { readonly href: string; readonly title: string | null };
    }
  | { readonly type: 'bold' | 'italic' | 'strike' | 'code' };

export interface TextJson {
  readonly type: 'text';
  /** Never empty. A line feed is in code blocks only. */
  readonly text: string;
  readonly marks: readonly MarkJson[];
}
export interface HardBreakJson {
  readonly type: 'hardBreak';
}
/** The local value of a fact, printed at this place in the text. */
export interface FactJson {
  readonly type: 'fact';
  readonly attrs: { readonly name: string };
}
/** What can stand in a footnote. */
export type PhraseJson = TextJson | HardBreakJson | FactJson;
export interface FootnoteJson {
  readonly type: 'footnote';
  readonly content: readonly PhraseJson[];
}
/** Only text carries marks: the live document keeps none on breaks, facts and footnotes. */
export type InlineJson = PhraseJson | FootnoteJson;

interface WithId {
  /** Null while nobody has given one, and on blocks inside other blocks. */
  readonly id: BlockId | null;
}

export interface ParagraphJson {
  readonly type: 'paragraph';
  readonly attrs: WithId;
  readonly content: readonly InlineJson[];
}
export interface HeadingJson {
  readonly type: 'heading';
  readonly attrs: WithId & { readonly level: HeadingLevel };
  readonly content: readonly InlineJson[];
}
export interface ListItemJson {
  readonly type: 'listItem';
  readonly attrs: WithId;
  readonly content: readonly BlockJson[];
}
export interface BulletListJson {
  readonly type: 'bulletList';
  readonly attrs: WithId;
  readonly content: readonly ListItemJson[];
}
export interface OrderedListJson {
  readonly type: 'orderedList';
  readonly attrs: WithId & { readonly start: number };
  readonly content: readonly ListItemJson[];
}
export interface TaskItemJson {
  readonly type: 'taskItem';
  readonly attrs: WithId & { readonly checked: boolean };
  readonly content: readonly BlockJson[];
}
export interface TaskListJson {
  readonly type: 'taskList';
  readonly attrs: WithId;
  readonly content: readonly TaskItemJson[];
}
export interface BlockquoteJson {
  readonly type: 'blockquote';
  readonly attrs: WithId;
  readonly content: readonly BlockJson[];
}
export interface CalloutJson {
  readonly type: 'callout';
  readonly attrs: WithId & { readonly kind: CalloutKind };
  readonly content: readonly BlockJson[];
}
export interface TableCellJson {
  readonly type: 'tableCell' | 'tableHeader';
  readonly attrs: {
    readonly colspan: number;
    readonly rowspan: number;
    readonly align: Alignment | null;
  };
  readonly content: readonly BlockJson[];
}
export interface TableRowJson {
  readonly type: 'tableRow';
  readonly attrs: WithId;
  readonly content: readonly TableCellJson[];
}
export interface TableJson {
  readonly type: 'table';
  readonly attrs: WithId;
  readonly content: readonly TableRowJson[];
}
export interface ImageJson {
  readonly type: 'image';
  readonly attrs: WithId & {
    /** `images/<sha256>.<ext>`, or null when there is no picture of ours. */
    readonly src: string | null;
    readonly alt: string;
    /** Says nothing that the text does not say: read aloud to nobody. */
    readonly decorative: boolean;
    /** Per cent of the text's width, 10 to 100; null is the picture's own width. */
    readonly width: number | null;
  };
  /** The caption. */
  readonly content: readonly InlineJson[];
}
export interface CodeBlockJson {
  readonly type: 'codeBlock';
  readonly attrs: WithId & { readonly language: string | null };
  /** Text without marks. */
  readonly content: readonly TextJson[];
}
export interface HorizontalRuleJson {
  readonly type: 'horizontalRule';
  readonly attrs: WithId;
}

/** What a chapter, a quote, a callout, a list item and a table cell are made of. */
export type BlockJson =
  | ParagraphJson
  | HeadingJson
  | BulletListJson
  | OrderedListJson
  | TaskListJson
  | BlockquoteJson
  | CalloutJson
  | TableJson
  | ImageJson
  | CodeBlockJson
  | HorizontalRuleJson;

/** Everything below a chapter's root. */
export type NodeJson =
  | BlockJson
  | ListItemJson
  | TaskItemJson
  | TableRowJson
  | TableCellJson
  | InlineJson;

export interface DocJson {
  readonly type: 'doc';
  readonly content: readonly BlockJson[];
}

/** A top-level piece of a chapter. `json` carries the same id in its attributes. */
export interface Block {
  readonly id: BlockId;
  readonly json: BlockJson;
}
