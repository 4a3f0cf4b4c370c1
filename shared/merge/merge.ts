/** What two states of a text have in common and where they differ, and lists changed by several. */
export type {
  AttributeChange,
  BlockChange,
  Change,
  Inside,
  LinePiece,
  TreeNode,
} from './change.ts';
export { compareBlocks, isChange, isLine } from './compare.ts';
export { type ListedFact, mergeFactLists } from './fact-list.ts';
export { inOrder } from './order.ts';
