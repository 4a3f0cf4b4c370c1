import type { InlineJson, MarkJson, PhraseJson, TextJson } from '../content/content.ts';

/** Inline content as it will be written, in order: words, signs around them, and whole things. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly isInLink: boolean }
  | { readonly kind: 'open' | 'close'; readonly mark: 'bold' | 'italic' | 'strike' }
  | { readonly kind: 'link open' }
  | { readonly kind: 'link close'; readonly href: string; readonly title: string | null }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'footnote'; readonly label: string }
  | { readonly kind: 'break' };

type Nesting =
  | Extract<MarkJson, { attrs: object }>
  | { readonly type: 'bold' | 'italic' | 'strike' };

function isNesting(mark: MarkJson): mark is Nesting {
  return mark.type !== 'code';
}

/**
 * The parts of a text. Marks are opened so that the one that goes on longest is outermost, and go
 * through facts, footnotes and line breaks, which carry none themselves.
 */
export function partsOf(content: readonly InlineJson[]): Part[] {
  const parts: Part[] = [];
  const open: Nesting[] = [];
  const closeTo = (depth: number) => {
    while (open.length > depth) {
      const mark = open.pop();
      if (mark !== undefined) parts.push(closing(mark));
    }
  };
  const marks = marksOf(content);
  content.forEach((json, at) => {
    const wanted = marks[at] ?? [];
    const kept = open.findIndex((mark) => !has(wanted, mark));
    closeTo(kept < 0 ? open.length : kept);
    const added = wanted.filter((mark) => !has(open, mark));
    const reach = (mark: Nesting) => lastWith(marks, at, mark);
    added.sort((one, other) => reach(other) - reach(one));
    for (const mark of added) {
      open.push(mark);
      parts.push(mark.type === 'link' ? { kind: 'link open' } : { kind: 'open', mark: mark.type });
    }
    parts.push(partOf(json, has(open, LINK)));
  });
  closeTo(0);
  return parts;
}

const LINK = { type: 'link' } as const;

function closing(mark: Nesting): Part {
  return mark.type === 'link'
    ? { kind: 'link close', ...mark.attrs }
    : { kind: 'close', mark: mark.type };
}

function has(marks: readonly Nesting[], wanted: Nesting | typeof LINK): boolean {
  return marks.some((mark) => {
    if (mark.type !== wanted.type) return false;
    if (mark.type !== 'link' || wanted.type !== 'link' || !('attrs' in wanted)) return true;
    return mark.attrs.href === wanted.attrs.href && mark.attrs.title === wanted.attrs.title;
  });
}

function nesting(text: TextJson): Nesting[] {
  return text.marks.filter(isNesting);
}

/** The marks at each place; between two texts, those that both have. A link cannot hold a footnote. */
function marksOf(content: readonly InlineJson[]): (readonly Nesting[])[] {
  const ahead: Nesting[][] = [];
  let next: Nesting[] = [];
  for (const json of content.toReversed()) {
    if (json.type === 'text') next = nesting(json);
    ahead.push(next);
  }
  ahead.reverse();
  let last: Nesting[] = [];
  return content.map((json, at) => {
    if (json.type === 'text') {
      last = nesting(json);
      return last;
    }
    const shared = last.filter((mark) => has(ahead[at] ?? [], mark));
    return json.type === 'footnote' ? shared.filter((mark) => mark.type !== 'link') : shared;
  });
}

/** How far a mark that begins at a place goes on without interruption. */
function lastWith(marks: readonly (readonly Nesting[])[], from: number, mark: Nesting): number {
  let at = from;
  while (has(marks[at + 1] ?? [], mark)) at++;
  return at;
}

function partOf(json: InlineJson, isInLink: boolean): Part {
  switch (json.type) {
    case 'text':
      return json.marks.some((mark) => mark.type === 'code')
        ? { kind: 'code', text: json.text }
        : { kind: 'text', text: json.text, isInLink };
    case 'fact':
      return { kind: 'fact', name: json.attrs.name };
    case 'footnote':
      return { kind: 'footnote', label: labelOf(json.content) };
    case 'hardBreak':
      return { kind: 'break' };
  }
}

function labelOf(content: readonly PhraseJson[]): string {
  return content.map((json) => (json.type === 'text' ? json.text : '')).join('');
}
