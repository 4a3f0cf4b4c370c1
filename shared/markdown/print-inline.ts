import type { InlineJson } from '../content/content.ts';
import { never } from '../errors.ts';
import type { Beside, Edge, Level, Surroundings } from './escape.ts';
import { edgeOf, entity, escapeText } from './escape.ts';
import type { Part } from './inline-parts.ts';
import { partsOf } from './inline-parts.ts';

export interface InlineStyle {
  readonly level: Level;
  /** Whether a line break may be a backslash at the line's end; headings and cells have one line. */
  readonly lines: 'many' | 'one';
}

const SIGNS = { bold: '**', italic: '*', strike: '~~' } as const;

/** Inline content as Markdown. A footnote is written as the label that it holds in place of its text. */
export function printInline(content: readonly InlineJson[], style: InlineStyle): string {
  const parts = partsOf(content);
  return parts.map((part, at) => printPart(part, beside(parts, at), style)).join('');
}

type Neighbours = Omit<Surroundings, 'isInLink'>;

function beside(parts: readonly Part[], at: number): Neighbours {
  return {
    before: at === 0 ? 'start' : kindOf(parts[at - 1]),
    after: at === parts.length - 1 ? 'end' : kindOf(parts[at + 1]),
    edgeBefore: edgeBehind(parts, at, -1),
    edgeAfter: edgeBehind(parts, at, 1),
  };
}

/** What the nearest part behind the signs of marks shows to them, to the left (-1) or right (1). */
function edgeBehind(parts: readonly Part[], from: number, step: 1 | -1): Edge {
  let at = from + step;
  while (parts[at]?.kind === 'open' || parts[at]?.kind === 'close') at += step;
  const part = parts[at];
  if (part?.kind !== 'text') return 'sign';
  const characters = [...part.text];
  return edgeOf(step === 1 ? characters[0] : characters.at(-1));
}

function kindOf(part: Part | undefined): Beside {
  switch (part?.kind) {
    case 'open':
    case 'close':
    case 'link open':
    case 'break':
      return part.kind;
    case 'footnote':
      return 'link open';
    default:
      return 'thing';
  }
}

function printPart(part: Part, around: Neighbours, style: InlineStyle): string {
  switch (part.kind) {
    case 'text':
      return escapeText(part.text, style.level, { ...around, isInLink: part.isInLink });
    case 'open':
    case 'close':
      return part.mark === 'italic' && style.level > 0 ? '_' : SIGNS[part.mark];
    case 'link open':
      return '[';
    case 'link close':
      return `](${printTarget(part.href)}${printTitle(part.title)})`;
    case 'code':
      return printCode(part.text);
    case 'fact':
      return `{{${part.name}}}`;
    case 'footnote':
      return `[^${part.label}]`;
    case 'break':
      return printBreak(around, style);
    default:
      return never(part);
  }
}

/** A backslash at the line's end where Markdown sees one, `<br>` everywhere else. */
function printBreak({ before, after }: Neighbours, { level, lines }: InlineStyle): string {
  const isAtEdge = before === 'start' || before === 'open' || after === 'end' || after === 'close';
  return lines === 'one' || level === 2 || isAtEdge ? '<br>' : '\\\n';
}

/** A fence of backticks longer than any in the text; a space each side where the edge needs one. */
function printCode(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const lengths = new Set(runs.map((run) => run.length));
  let length = 1;
  while (lengths.has(length)) length++;
  const fence = '`'.repeat(length);
  const isPadded = /^`|`$/.test(text) || (/^ .* $/s.test(text) && /[^ ]/.test(text));
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** An address; in angle brackets when it holds what would end it. */
export function printTarget(href: string): string {
  if (href !== '' && /^[^\s<>()\\&*_`[\]~{}|!^]+$/u.test(href)) return href;
  return href === '' ? '' : `<${href.replace(/[\\<>&|`[\]]/g, entity)}>`;
}

function printTitle(title: string | null): string {
  return title === null ? '' : ` "${title.replace(/[\\"&`[\]<>{|]/g, entity)}"`;
}
