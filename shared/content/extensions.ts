import type { Extensions } from '@tiptap/core';
import { getSchema } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Italic } from '@tiptap/extension-italic';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { Text } from '@tiptap/extension-text';
import { BlockIds } from './nodes/block-ids.ts';
import { Callout } from './nodes/callout.ts';
import { Fact } from './nodes/fact.ts';
import { Footnote } from './nodes/footnote.ts';
import { Image } from './nodes/image.ts';
import { Link } from './nodes/link.ts';
import { BulletList, ListItem, OrderedList, TaskItem, TaskList } from './nodes/list.ts';
import { Table, TableCell, TableHeader, TableRow } from './nodes/table.ts';

/**
 * Grows by one whenever a chapter written from then on could hold something that an older client
 * does not know: such a client may only read, since it would delete what it cannot show.
 */
export const SCHEMA_VERSION = 1;

/**
 * Every node and mark that a chapter may hold, for an editor as well as for the schema. An editor
 * adds behaviour by mapping over the list and extending by name; it may not add a node or a mark.
 */
export function extensions(): Extensions {
  return [
    Document.extend({ content: 'block*' }),
    Paragraph,
    Text,
    Heading.configure({ levels: [1, 2, 3, 4, 5, 6] }),
    BulletList,
    OrderedList,
    ListItem,
    TaskList,
    TaskItem,
    Blockquote.extend({ content: 'block*' }),
    Callout,
    Table,
    TableRow,
    TableHeader,
    TableCell,
    Image,
    CodeBlock,
    HorizontalRule,
    HardBreak,
    Fact,
    Footnote,
    // The order of the marks is the order in which they nest: link outermost, code innermost.
    Link,
    Bold,
    Italic,
    Strike,
    // By default code excludes every other mark; a link to a command's name is a link all the same.
    Code.extend({ excludes: 'code' }),
    BlockIds,
  ];
}

/** The same list as a ProseMirror schema. */
export const schema = getSchema(extensions());
