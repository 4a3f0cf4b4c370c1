/**
 * What happened between two states of a chapter, as a reader is shown it: one list in reading
 * order, in which what went stands where it was and what came stands where it is.
 */
import type {
  BlockJson,
  FootnoteJson,
  InlineJson,
  ListItemJson,
  MarkJson,
  TableCellJson,
  TableRowJson,
  TaskItemJson,
} from '../content/content.ts';

/** What has places of its own to change: a block, or a part of a list or table. */
export type TreeNode = BlockJson | ListItemJson | TaskItemJson | TableRowJson | TableCellJson;

export type Change<Node extends TreeNode = TreeNode> =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly node: Node }
  | {
      readonly kind: 'changed';
      readonly before: Node;
      readonly node: Node;
      readonly inside: Inside;
      readonly attributes: readonly AttributeChange[];
    }
  /** Stands at its new place; `inside` says what else changed in it. */
  | {
      readonly kind: 'moved';
      readonly before: Node;
      readonly node: Node;
      /** Where it went, seen from where it was. */
      readonly direction: 'up' | 'down';
      readonly inside: Inside;
      readonly attributes: readonly AttributeChange[];
    }
  /** Stands at the place that a moved one left. */
  | { readonly kind: 'movedAway'; readonly node: Node };

/** A change of a chapter's top-level block. */
export type BlockChange = Change<BlockJson>;

/** An attribute with two values; `type` is one, where a paragraph became a heading. */
export interface AttributeChange {
  readonly name: string;
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
}

/** The changes inside a node, in the node's own form. */
export type Inside =
  | { readonly kind: 'line'; readonly pieces: readonly LinePiece[] }
  | { readonly kind: 'tree'; readonly changes: readonly Change[] }
  | { readonly kind: 'nothing' };

/** A stretch of a line. A text piece carries the marks it has, or had if it was removed. */
export type LinePiece =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly node: InlineJson }
  /** The same words under other marks: links or emphasis came or went. */
  | {
      readonly kind: 'marked';
      readonly node: InlineJson;
      readonly before: readonly MarkJson[];
    }
  | {
      readonly kind: 'footnote';
      readonly node: FootnoteJson;
      readonly pieces: readonly LinePiece[];
    };
