import type { Token } from 'markdown-it';
import {
  allowedAlign,
  type BlockJson,
  type ImageJson,
  type InlineJson,
  type ListItemJson,
  type ParagraphJson,
  type TableCellJson,
  type TableRowJson,
  type TaskItemJson,
} from '../content/content.ts';
import { allowedCallout, allowedHeadingLevel } from './attributes.ts';
import type { Piece, Reading } from './inline.ts';
import { readInline } from './inline.ts';
import { EMPTY_PARAGRAPH } from './rules/empty-paragraph-rule.ts';
import { tokenizer } from './tokenizer.ts';

const NO_ID = { id: null };

/** The blocks that the tokens make. `atLine` is told the 0-based line of each block as it is read. */
export function readBlocks(
  tokens: readonly Token[],
  reading: Reading,
  atLine: (line: number) => void,
): BlockJson[] {
  return new Reader(tokens, reading, atLine).blocks('end of text');
}

/** One pass over the block tokens, each opening token read together with what it encloses. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #reading: Reading;
  readonly #atLine: (line: number) => void;
  #at = 0;

  constructor(tokens: readonly Token[], reading: Reading, atLine: (line: number) => void) {
    this.#tokens = tokens;
    this.#reading = reading;
    this.#atLine = atLine;
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at++];
    if (token?.map) this.#atLine(token.map[0]);
    return token;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The blocks up to the token that closes what they stand in; that token is read too. */
  blocks(closing: string): BlockJson[] {
    const blocks: BlockJson[] = [];
    for (let token = this.#next(); token && token.type !== closing; token = this.#next()) {
      blocks.push(...this.#block(token));
    }
    return blocks;
  }

  #block(token: Token): BlockJson[] {
    switch (token.type) {
      case 'paragraph_open':
        return paragraphs(this.#pieces('paragraph_close'));
      case 'heading_open':
        return heading(token.tag, this.#pieces('heading_close'));
      case 'blockquote_open':
        return [this.#quote()];
      case 'bullet_list_open':
        return this.#bulletList();
      case 'ordered_list_open':
        return [this.#orderedList(Number(token.attrGet('start') ?? 1))];
      case 'table_open':
        return [{ type: 'table', attrs: NO_ID, content: this.#rows('table_close') }];
      case 'html_table_open':
        return [{ type: 'table', attrs: NO_ID, content: this.#rows('html_table_close') }];
      case 'fence':
      case 'code_block':
        return [code(token)];
      case 'hr':
        return [{ type: 'horizontalRule', attrs: NO_ID }];
      case 'empty_paragraph':
        return [paragraph([])];
      default:
        return [];
    }
  }

  /** The inline content up to the closing token. */
  #pieces(closing: string): Piece[] {
    const pieces: Piece[] = [];
    for (let token = this.#next(); token && token.type !== closing; token = this.#next()) {
      if (token.type === 'inline') pieces.push(...readInline(token.content, this.#reading));
    }
    return pieces;
  }

  /** The text of the paragraph that comes next, when one does. */
  #paragraphAhead(): Token | undefined {
    if (this.#peek()?.type !== 'paragraph_open') return undefined;
    return this.#tokens[this.#at + 1];
  }

  #quote(): BlockJson {
    const first = this.#paragraphAhead();
    const match = /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/.exec(first?.content ?? '');
    const kind = allowedCallout(match?.[1]);
    if (first === undefined || match === null || kind === undefined) {
      return { type: 'blockquote', attrs: NO_ID, content: this.blocks('blockquote_close') };
    }
    first.content = first.content.slice(match[0].length);
    if (first.content === '') this.#at += 3;
    return { type: 'callout', attrs: { id: null, kind }, content: this.blocks('blockquote_close') };
  }

  /** GitHub allows tasks among other entries; here each run of one kind is a list of its own. */
  #bulletList(): BlockJson[] {
    const lists: BlockJson[] = [];
    let plain: ListItemJson[] = [];
    let tasks: TaskItemJson[] = [];
    const endRun = () => {
      if (plain.length > 0) lists.push({ type: 'bulletList', attrs: NO_ID, content: plain });
      if (tasks.length > 0) lists.push({ type: 'taskList', attrs: NO_ID, content: tasks });
      plain = [];
      tasks = [];
    };
    for (let token = this.#next(); token; token = this.#next()) {
      if (token.type === 'bullet_list_close') break;
      const isChecked = this.#takeBox();
      if ((isChecked === undefined ? tasks : plain).length > 0) endRun();
      const content = this.blocks('list_item_close');
      if (isChecked === undefined) plain.push({ type: 'listItem', attrs: NO_ID, content });
      else tasks.push({ type: 'taskItem', attrs: { id: null, checked: isChecked }, content });
    }
    endRun();
    return lists;
  }

  /** `[ ]` or `[x]` at the start of an entry, taken away; undefined when there is none. */
  #takeBox(): boolean | undefined {
    const first = this.#paragraphAhead();
    const match = /^\[([ xX])\](?:[ \t\n]+|$)/.exec(first?.content ?? '');
    if (first === undefined || match === null) return undefined;
    first.content = first.content.slice(match[0].length);
    // A box alone is an entry that begins with no paragraph; one with an empty paragraph says so.
    if (first.content === '') this.#at += 3;
    if (first.content.trimEnd() === EMPTY_PARAGRAPH) first.content = '';
    return match[1] !== ' ';
  }

  #orderedList(start: number): BlockJson {
    const content: ListItemJson[] = [];
    for (let token = this.#next(); token; token = this.#next()) {
      if (token.type === 'ordered_list_close') break;
      content.push({ type: 'listItem', attrs: NO_ID, content: this.blocks('list_item_close') });
    }
    return { type: 'orderedList', attrs: { id: null, start }, content };
  }

  #rows(closing: string): TableRowJson[] {
    const rows: TableRowJson[] = [];
    for (let token = this.#next(); token && token.type !== closing; token = this.#next()) {
      if (token.type === 'tr_open') rows.push(this.#row('tr_close'));
      if (token.type === 'html_row_open') rows.push(this.#row('html_row_close'));
    }
    return rows;
  }

  #row(closing: string): TableRowJson {
    const content: TableCellJson[] = [];
    for (let token = this.#next(); token && token.type !== closing; token = this.#next()) {
      if (token.nesting === 1) content.push(this.#cell(token));
    }
    return { type: 'tableRow', attrs: NO_ID, content };
  }

  #cell(open: Token): TableCellJson {
    const type = open.tag === 'th' ? 'tableHeader' : 'tableCell';
    if (open.type === 'html_cell_open') {
      const attrs = {
        colspan: Number(open.attrGet('colspan')),
        rowspan: Number(open.attrGet('rowspan')),
        align: allowedAlign(open.attrGet('align')),
      };
      return { type, attrs, content: this.blocks('html_cell_close') };
    }
    const align = allowedAlign(String(open.attrGet('style') ?? '').replace('text-align:', ''));
    const content = paragraphs(this.#pieces(`${open.tag}_close`));
    return { type, attrs: { colspan: 1, rowspan: 1, align }, content };
  }
}

function paragraph(content: readonly InlineJson[]): ParagraphJson {
  return { type: 'paragraph', attrs: NO_ID, content };
}

/** A paragraph, or, around pictures, what comes before, between and after them. */
function paragraphs(pieces: readonly Piece[]): BlockJson[] {
  if (pieces.length === 0) return [paragraph([])];
  const blocks: BlockJson[] = [];
  let captionOf: ImageJson | undefined;
  for (const piece of pieces) {
    if (piece.kind === 'picture') {
      blocks.push(piece.picture);
      captionOf = piece.hasCaption ? piece.picture : undefined;
    } else if (captionOf !== undefined) {
      blocks[blocks.length - 1] = { ...captionOf, content: piece.content };
      captionOf = undefined;
    } else blocks.push(paragraph(piece.content));
  }
  return blocks;
}

/** A heading; pictures in it stand before or after it, in the order of the text. */
function heading(tag: string, pieces: readonly Piece[]): BlockJson[] {
  const attrs = { id: null, level: allowedHeadingLevel(Number(tag.slice(1))) };
  if (pieces.length === 0) return [{ type: 'heading', attrs, content: [] }];
  let isFirst = true;
  return pieces.map((piece) => {
    if (piece.kind === 'picture') return piece.picture;
    if (!isFirst) return paragraph(piece.content);
    isFirst = false;
    return { type: 'heading', attrs, content: piece.content };
  });
}

function code(token: Token): BlockJson {
  const text = token.content.replace(/\n$/, '');
  const language = tokenizer.utils.unescapeAll(token.info.trim().split(/\s/)[0] ?? '') || null;
  return {
    type: 'codeBlock',
    attrs: { id: null, language },
    content: text === '' ? [] : [{ type: 'text', text, marks: [] }],
  };
}
