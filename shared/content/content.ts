/** What a chapter's text is: its schema, its JSON, its blocks, and the live document that holds it. */

export { allowedAlign, allowedHref, allowedImageSource, printable } from './allowed.ts';
export { blocksOf, docOf, NO_ID, withId, withIds } from './blocks.ts';
export { blockOfCanonical, canonicalJson, hashBlock, hashText } from './canonical.ts';
export { extensions, SCHEMA_VERSION, schema } from './extensions.ts';
export { repairIds } from './live/ids.ts';
export { readChapter } from './live/read.ts';
export { writeChapter } from './live/write.ts';
export { TYPES_WITH_ID } from './nodes/block-ids.ts';
export { normal } from './normal.ts';
export { plainText, wordCount } from './plain-text.ts';
export { sameness } from './sameness.ts';
export { sameMarks, sanitize, sanitizeBlock } from './sanitize.ts';
export { keptPairs, longestIncreasing } from './sequence-diff.ts';
export type {
  Alignment,
  Block,
  BlockJson,
  BlockquoteJson,
  BulletListJson,
  CalloutJson,
  CalloutKind,
  CodeBlockJson,
  DocJson,
  FactJson,
  FootnoteJson,
  HardBreakJson,
  HeadingJson,
  HeadingLevel,
  HorizontalRuleJson,
  ImageJson,
  InlineJson,
  ListItemJson,
  MarkJson,
  NodeJson,
  OrderedListJson,
  ParagraphJson,
  PhraseJson,
  TableCellJson,
  TableJson,
  TableRowJson,
  TaskItemJson,
  TaskListJson,
  TextJson,
} from './types.ts';
export { ALIGNMENTS, CALLOUT_KINDS } from './types.ts';
export { isWord, words } from './words.ts';
