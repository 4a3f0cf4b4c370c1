/**
 * Which values an attribute may have. The live document can be written by any program that speaks
 * Yjs, so every reader of a chapter goes through these; what is not allowed becomes the default.
 */
import type { BlockId } from '../ids.ts';
import { isId } from '../ids.ts';
import type { Alignment, CalloutKind, HeadingLevel } from './types.ts';
import { ALIGNMENTS, CALLOUT_KINDS } from './types.ts';

const LONGEST_HREF = 2000;
const LONGEST_LINE = 1000;

/** C0 without tab and line ends, DEL and C1, and the code points that no file format may carry. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Noncharacter_Code_Point}]/gu;

/** Text that every output can carry: whole characters only, no control characters but tab, LF, CR. */
export function printable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(UNPRINTABLE, '');
}

/** One line of such text, cut at `longest` characters; '' for anything that is not a text. */
function line(value: unknown, longest = LONGEST_LINE): string {
  if (typeof value !== 'string') return '';
  return printable(value.slice(0, longest)).replace(/[\t\n\r\u2028\u2029]+/g, ' ');
}

function whole(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : null;
}

/** Where a link may lead: http, https, mailto, tel, another chapter, a place in this one. */
const HREF =
  /^(?:https?:\/\/[^/?#\\]|mailto:[^/?#]|tel:\+?[\d(]|chapter:[a-z0-9][a-z0-9-]*(?:#[A-Za-z0-9_-]{1,64})?$|#\S)/i;

/** The link's address in the form that is stored, or null when it may not be followed. */
export function allowedHref(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_HREF) return null;
  const href = printable(value).trim().replace(/\s/g, encodeURIComponent);
  return HREF.test(href) ? href : null;
}

/** The title of a link, or null. */
export function allowedTitle(value: unknown): string | null {
  return line(value) || null;
}

const IMAGE_SOURCE = /^images\/[0-9a-f]{64}\.(?:png|jpe?g|gif|webp|avif)$/;

/** A picture of the handbook's own (`images/<sha256>.<ext>`), or null: nothing else is loaded. */
export function allowedImageSource(value: unknown): string | null {
  return typeof value === 'string' && IMAGE_SOURCE.test(value) ? value : null;
}

/** Alternative text; '' when there is none. */
export function allowedAlt(value: unknown): string {
  return line(value).trim();
}

/** Per cent of the text's width, or null for the picture's own. */
export function allowedWidth(value: unknown): number | null {
  return whole(value, 10, 100);
}

/** An id as it may stand in a document, or null. */
export function allowedId(value: unknown): BlockId | null {
  return typeof value === 'string' && isId<BlockId>(value) ? value : null;
}

/** A heading's level; the first where it is none. */
export function allowedLevel(value: unknown): HeadingLevel {
  return (whole(value, 1, 6) ?? 1) as HeadingLevel;
}

/** The number that an ordered list begins with. */
export function allowedStart(value: unknown): number {
  return whole(value, 0, 999_999_999) ?? 1;
}

/** Over how many columns a cell goes, 1 where that is no number. */
export function allowedColspan(value: unknown): number {
  return whole(value, 1, 50) ?? 1;
}

/** Over how many rows a cell goes, 1 where that is no number. */
export function allowedRowspan(value: unknown): number {
  return whole(value, 1, 200) ?? 1;
}

/** To which side a cell's words are set, or null for the table's own. */
export function allowedAlign(value: unknown): Alignment | null {
  return ALIGNMENTS.find((alignment) => alignment === value) ?? null;
}

/** A kind of box; a note where it is none of ours. */
export function allowedCalloutKind(value: unknown): CalloutKind {
  return CALLOUT_KINDS.find((kind) => kind === value) ?? 'note';
}

/** A programming language as fenced code names it: one word, or null. */
export function allowedLanguage(value: unknown): string | null {
  return typeof value === 'string' && /^[^\s`~\p{C}]{1,40}$/u.test(value) ? value : null;
}

/** A fact's name as handbooks define them, or null. */
export function allowedFactName(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z][a-z0-9_]{0,39}$/.test(value) ? value : null;
}
