/** What the YAML files of a handbook may say. Unknown keys are faults: a misspelt one would be lost. */
import { z } from 'zod';
import {
  blockId,
  credit,
  dayOrNone,
  hash,
  language,
  ownTitle,
  slug,
  text,
  title,
} from '#shared/api/fields.ts';
import { FACT_TYPES, factDefinition, licence, model } from '#shared/api/handbooks.ts';
import type { Problem } from '#shared/errors.ts';
import { type ParsedYaml, parseYaml } from '#shared/markdown/markdown.ts';
import { issueWords, meantIssues } from './issue-words.ts';
import { ALL_REASONS, POLICIES } from './lineage-words.ts';

/** People write `3` and `true` where a text is meant. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(text);
const factValue = z.union([
  scalar.transform((value) => ({ value, source: '', reviewBy: '' })),
  z.strictObject({ value: scalar, source: scalar.default(''), reviewBy: dayOrNone.default('') }),
]);

/** A release's number: more than a handbook ever has, and far from where numbers end. */
const MOST_RELEASES = 100_000;

/** People to be named in the book beside those whom history knows; an export names those, too. */
const credits = z.array(credit).max(5_000).default([]);

export const handbookFile = z.strictObject({
  slug: slug.optional(),
  title,
  summary: text.default(''),
  language,
  licence: licence.default('CC-BY-SA-4.0'),
  model: model.default(''),
  credits,
  facts: z
    .array(
      z.strictObject({
        name: factDefinition.shape.name,
        type: z.enum(FACT_TYPES).default('text'),
        label: title,
        help: text.default(''),
        inCore: factValue.optional(),
      }),
    )
    .max(200)
    .default([]),
  chapters: z.array(slug).max(1000).optional(),
});

/** A fact of a city may bear a label in the city's language. */
const cityFact = z.union([
  scalar.transform((value) => ({ value, source: '', reviewBy: '', label: '' })),
  z.strictObject({
    label: ownTitle.default(''),
    value: scalar.default(''),
    source: scalar.default(''),
    reviewBy: dayOrNone.default(''),
  }),
]);

export const editionFile = z.strictObject({
  title: ownTitle.default(''),
  summary: text.default(''),
  credits,
  city: title,
  country: z.string().regex(/^[A-Z]{2}$/, 'two capital letters, as BE'),
  language,
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  basedOn: z.number().int().min(1).max(MOST_RELEASES).nullable().default(null),
  omitted: z.array(slug).max(1000).default([]),
  chapters: z.array(slug).max(1000).optional(),
  facts: z.record(factDefinition.shape.name, cityFact).default({}),
});

/** The front matter of a chapter. `core` names the core's chapter where the slugs differ. */
export const chapterFront = z.strictObject({
  title,
  core: z.union([slug, z.literal(false)]).optional(),
});

/** One line a block in order; a city's also for blocks that it leaves out. */
export const blocksFile = z
  .array(
    z.strictObject({
      id: blockId,
      /** Ids of the list entries and table rows inside, in order; null where there is none. */
      inside: z.array(blockId.nullable()).max(10_000).optional(),
      policy: z.enum(POLICIES).optional(),
      /** The core's block, where the id is not its. */
      base: blockId.optional(),
      omitted: z.literal(true).optional(),
      differs: z
        .strictObject({
          reason: z.enum(ALL_REASONS).default(''),
          sentence: text.default(''),
          inSubstance: z.boolean().default(false),
        })
        .optional(),
      translates: hash.optional(),
    }),
  )
  .max(20_000);

export type BlockLine = z.infer<typeof blocksFile>[number];

/** What a file says, when it says it rightly. */
export interface Checked<Value> {
  /** Undefined when there are problems. */
  readonly value: Value | undefined;
  readonly problems: readonly Problem[];
}

/** A YAML file's value of the right shape, or what is wrong with it, line by line. */
export function checkYaml<Value>(
  schema: z.ZodType<Value>,
  source: string,
  file: string,
): Checked<Value> {
  return checkParsed(schema, parseYaml(source, { file, linesBefore: 0 }), file);
}

/** The same for what is parsed already; a file that could not be parsed has its own problems only. */
export function checkParsed<Value>(
  schema: z.ZodType<Value>,
  parsed: ParsedYaml,
  file: string,
): Checked<Value> {
  if (parsed.problems.length > 0) return { value: undefined, problems: parsed.problems };
  const result = schema.safeParse(parsed.value, { error: issueWords });
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.flatMap(meantIssues).map((issue) => {
    const where = issue.path.map(String).join('.');
    const reason = where === '' ? issue.message : `${where}: ${issue.message}`;
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { at: file, line: parsed.lineOf([...issue.path, ...unknown]), reason };
  });
  return { value: undefined, problems };
}
