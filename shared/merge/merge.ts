/** What two states of a text have in common and where they differ. */
export type {
  AttributeChange,
  BlockChange,
  Change,
  Inside,
  LinePiece,
  TreeNode,
} from './change.ts';
export { compareBlocks, isChange, isLine } from './compare.ts';
