import type { Env, Token } from 'markdown-it';
import type { ImageJson, InlineJson, MarkJson, PhraseJson } from '../content/content.ts';
import { allowedHref, allowedImageSource } from '../content/content.ts';
import { pictureAttributes } from './picture-attributes.ts';
import { tokenizer } from './tokenizer.ts';

/** What a text block's content is made of: runs of inline content, and pictures between them. */
export type Piece =
  | { readonly kind: 'text'; readonly content: readonly InlineJson[] }
  /** `hasCaption`: the text that follows stands on the line below the picture. */
  | { readonly kind: 'picture'; readonly picture: ImageJson; readonly hasCaption: boolean };

/** What a reader of Markdown is asked and told meanwhile. */
export interface Reading {
  readonly env: Env;
  /** Our own source of a picture that the text names, or undefined when it is not ours. */
  readonly imageSource: (src: string) => string | undefined;
  /** A sentence on something that could not be taken over as it stands. */
  readonly tell: (reason: string) => void;
  /** The text of a footnote, read; undefined where it cannot be given once more. */
  readonly footnote: (label: string) => readonly PhraseJson[] | undefined;
}

/** The sources that need no looking up: a chapter's own. */
export function ownImageSource(src: string): string | undefined {
  return allowedImageSource(src) ?? undefined;
}

/** The pieces of a text block. Never empty pieces of text, and no two beside each other. */
export function readInline(markdown: string, reading: Reading): Piece[] {
  const tokens: Token[] = [];
  tokenizer.inline.parse(markdown, tokenizer, reading.env, tokens);
  const pieces: Piece[] = [];
  let run: InlineJson[] = [];
  const endRun = () => {
    const content = trimmed(run);
    if (content.length > 0) pieces.push({ kind: 'text', content });
    run = [];
  };
  const walk = new Walk(reading);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) continue;
    const picture = token.type === 'image' ? pictureOf(token, reading) : undefined;
    if (picture === undefined) {
      run.push(...walk.read(token));
      continue;
    }
    endRun();
    const attributes = takeAttributes(tokens, at + 1);
    const hasCaption = tokens[at + 1]?.type === 'softbreak';
    const attrs = { ...picture.attrs, ...attributes };
    pieces.push({ kind: 'picture', picture: { ...picture, attrs }, hasCaption });
  }
  endRun();
  return pieces;
}

/** Spaces of the source at the edges go; a space that was written as an entity stays. */
function trimmed(run: readonly InlineJson[]): InlineJson[] {
  const kept = [...run];
  while (isSoftSpace(kept[0])) kept.shift();
  while (isSoftSpace(kept.at(-1))) kept.pop();
  return kept;
}

/** The one space that a line end stands for, as its own object so that it can be told apart. */
const SOFT_SPACE: InlineJson = { type: 'text', text: ' ', marks: [] };
function isSoftSpace(json: InlineJson | undefined): boolean {
  return json === SOFT_SPACE;
}

/** `{width=60 decorative}` behind a picture, taken out of the text that follows. */
function takeAttributes(tokens: Token[], at: number): Partial<ImageJson['attrs']> {
  const next = tokens[at];
  if (next?.type !== 'text') return {};
  const found = pictureAttributes(next.content);
  if (found === undefined) return {};
  next.content = next.content.slice(found.length);
  if (next.content === '') tokens.splice(at, 1);
  return found.attrs;
}

function pictureOf(token: Token, reading: Reading): ImageJson | undefined {
  const src = reading.imageSource(String(token.attrGet('src') ?? ''));
  if (src === undefined) return undefined;
  const attrs = {
    id: null,
    src: src === '' ? null : src,
    alt: plainOf(token.children ?? []).trim(),
    decorative: false,
    width: null,
  };
  return { type: 'image', attrs, content: [] };
}

/** What the tokens say without their marks. */
function plainOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      if (token.type === 'image') return plainOf(token.children ?? []);
      if (token.type === 'fact') return `{{${token.content}}}`;
      if (token.type === 'footnote_reference') return `[^${token.content}]`;
      return token.content;
    })
    .join('');
}

/** Goes through the tokens of one text block and remembers which marks are open. */
class Walk {
  readonly #reading: Reading;
  readonly #marks: MarkJson[] = [];
  /** Whether each open link is followed, and whether it has shown any text yet. */
  readonly #links: { href: string | null; title: string | null; isEmpty: boolean }[] = [];
  #afterBreak = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(token: Token): InlineJson[] {
    const read = this.#read(token);
    if (read.length > 0) {
      for (const link of this.#links) link.isEmpty = false;
      this.#afterBreak = read.at(-1)?.type === 'hardBreak';
    }
    return read;
  }

  #read(token: Token): InlineJson[] {
    switch (token.type) {
      case 'softbreak':
        if (this.#afterBreak) return [];
        return this.#marks.length === 0 ? [SOFT_SPACE] : this.#text(' ');
      case 'hardbreak':
        return [{ type: 'hardBreak' }];
      case 'code_inline':
        return this.#text(token.content, { type: 'code' });
      case 'fact':
        return [{ type: 'fact', attrs: { name: token.content } }];
      case 'footnote_reference':
        return this.#footnote(token.content);
      case 'image':
        return this.#foreignPicture(token);
      case 'link_open':
        this.#openLink(token);
        return [];
      case 'link_close':
        return this.#closeLink();
      case 'strong_open':
        return this.#open('bold');
      case 'em_open':
        return this.#open('italic');
      case 's_open':
        return this.#open('strike');
      case 'strong_close':
        return this.#close('bold');
      case 'em_close':
        return this.#close('italic');
      case 's_close':
        return this.#close('strike');
      default:
        return this.#text(token.content);
    }
  }

  #text(text: string, mark?: MarkJson): InlineJson[] {
    if (text === '') return [];
    return [{ type: 'text', text, marks: mark ? [...this.#marks, mark] : [...this.#marks] }];
  }

  #open(type: 'bold' | 'italic' | 'strike'): InlineJson[] {
    this.#marks.push({ type });
    return [];
  }

  #close(type: MarkJson['type']): InlineJson[] {
    const at = this.#marks.findLastIndex((mark) => mark.type === type);
    if (at >= 0) this.#marks.splice(at, 1);
    return [];
  }

  #openLink(token: Token): void {
    const target = String(token.attrGet('href') ?? '');
    const title = token.attrGet('title');
    const href = allowedHref(target);
    if (href === null) {
      this.#reading.tell(`The link to “${target.slice(0, 80)}” is not of a kind that is allowed.`);
    } else {
      const attrs = { href, title: title === null ? null : String(title) };
      this.#marks.push({ type: 'link', attrs });
    }
    this.#links.push({ href, title: title === null ? null : String(title), isEmpty: true });
  }

  /** A link without any text shows its address, so that it is not lost. */
  #closeLink(): InlineJson[] {
    const link = this.#links.pop();
    const shown = link?.isEmpty === true && link.href !== null ? this.#text(link.href) : [];
    if (link !== undefined && link.href !== null) this.#close('link');
    return shown;
  }

  #footnote(label: string): InlineJson[] {
    const content = this.#reading.footnote(label);
    return content === undefined ? this.#text(`[^${label}]`) : [{ type: 'footnote', content }];
  }

  /** A picture from elsewhere becomes a link to it: nothing is ever fetched. */
  #foreignPicture(token: Token): InlineJson[] {
    const source = String(token.attrGet('src') ?? '');
    const href = allowedHref(source);
    const alt = plainOf(token.children ?? []).trim();
    const isLinked = this.#links.length > 0;
    if (href === null && source !== '') {
      this.#reading.tell(`The picture “${source.slice(0, 80)}” is not among the handbook's files.`);
    }
    if (href === null || isLinked) return this.#text(alt || source);
    this.#marks.push({ type: 'link', attrs: { href, title: null } });
    const shown = this.#text(alt || href);
    this.#close('link');
    return shown;
  }
}
