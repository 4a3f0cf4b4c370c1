/** Field types that several nouns share. */
import { z } from 'zod';
import { EDITION_ROLES, HANDBOOK_ROLES, ROLES } from '../access/access.ts';
import { printable } from '../content/content.ts';
import { isDay } from '../day.ts';
import type {
  BlockId,
  ChapterId,
  EditionId,
  ExportId,
  HandbookId,
  Hash,
  PersonId,
} from '../ids.ts';
import { isId } from '../ids.ts';

const id = <Id extends string>() =>
  z
    .string()
    .refine((text): boolean => isId(text), 'not an id')
    .transform((text) => text as Id);

export const personId = id<PersonId>();
export const handbookId = id<HandbookId>();
export const editionId = id<EditionId>();
export const chapterId = id<ChapterId>();
export const exportId = id<ExportId>();
export const blockId = id<BlockId>();
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal digits')
  .transform((text) => text as Hash);

/** Milliseconds since 1970-01-01 UTC. */
export const millis = z.number().int();

/** Signs that turn the direction of writing, past the end of a name and into the words around it. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** One line of whole characters without control characters; it may be empty. */
export const line = z
  .string()
  .overwrite((typed) => typed.replace(TURNS, ''))
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]*$/u, 'one line, please');
/** What people type as a name or title. */
export const title = line.min(1).max(200);
/** What may stand in an address for a thing: its slug or its id. */
export const slugOrId = z.string().refine((text): boolean => isId(text), 'a slug or an id');
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and single hyphens')
  .max(60);
/** BCP 47, as far as this product needs it: `en`, `pt-BR`, `sr-Latn`. */
export const language = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/, 'a code as en, pt-BR or sr-Latn');
/** Words of several lines. What no file and not every database can hold is left out. */
export const text = z.string().max(10_000).overwrite(printable);
/** A day of the calendar as `2027-06-30`, or '' for none. */
export const dayOrNone = z
  .string()
  .refine((day) => day === '' || isDay(day), 'a day as 2027-06-30, or nothing');
/** A title of its own, or '' to bear the one of what it belongs to. */
export const ownTitle = title.or(z.literal(''));

/** What somebody credited by name did. */
const CREDIT_ROLES = ['author', 'translator', 'editor', 'story', 'workshop'] as const;
/** Somebody to be named in the book, who need not have an account. */
export const credit = z.strictObject({ name: title, role: z.enum(CREDIT_ROLES) });
export type Credit = Readonly<z.infer<typeof credit>>;
export const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());
export const password = z.string().min(10).max(200);
export const role = z.enum(ROLES);
export const editionRole = z.enum(EDITION_ROLES);
export const handbookRole = z.enum(HANDBOOK_ROLES);

/** Lists are paged: pass `nextCursor` back as `cursor` for the rest; null says there is none. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(500).optional(),
  cursor: z
    .string()
    .regex(/^[\x20-\x7e]{0,200}$/, 'a nextCursor')
    .optional(),
});
export const paged = <Row extends z.ZodType>(row: Row) =>
  z.object({ results: z.array(row), nextCursor: z.string().nullable() });

export const done = z.object({ done: z.literal(true) });
