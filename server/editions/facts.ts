/** The local values of the facts that a handbook asks for. */
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Millis, Schema } from '#server/db/schema.ts';
import { type FactReply, factReply, listFacts } from '#server/handbooks/handbooks.ts';
import { isDay } from '#shared/day.ts';
import { AppError, type Problem } from '#shared/errors.ts';
import type { EditionId, HandbookId, PersonId } from '#shared/ids.ts';

/** What is said of a fact; undefined leaves it as it is, so that two people can each say a part. */
export interface FactFilling {
  readonly name: string;
  readonly value?: string | undefined;
  readonly source?: string | undefined;
  /** YYYY-MM-DD, or ''. */
  readonly reviewBy?: string | undefined;
  /** What the edition calls it, '' for the handbook's label. */
  readonly label?: string | undefined;
}

/** What the handbook asks for, with the edition's value; '' where nothing is filled in yet. */
export interface FactValue extends FactReply {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  /** YYYY-MM-DD, or ''. */
  readonly reviewBy: string;
  /** '' where the edition uses the handbook's label; `label` is the one to be shown. */
  readonly ownLabel: string;
  readonly updatedAt: Millis | null;
}

/** In the handbook's order. */
export async function factValues(
  db: Kysely<Schema>,
  edition: { readonly id: EditionId; readonly handbook_id: HandbookId },
): Promise<FactValue[]> {
  const definitions = await listFacts(db, edition.handbook_id);
  const values = await db
    .selectFrom('fact_value')
    .selectAll()
    .where('edition_id', '=', edition.id)
    .execute();
  const byName = new Map(values.map((value) => [value.name, value]));
  return definitions.map((definition) => {
    const filled = byName.get(definition.name);
    return {
      ...factReply({ ...definition, label: filled?.label || definition.label }),
      ownLabel: filled?.label ?? '',
      value: filled?.value ?? '',
      source: filled?.source ?? '',
      // A row from before days were checked may hold one that there is not: nobody can look again on it.
      reviewBy: filled && isDay(filled.review_by) ? filled.review_by : '',
      updatedAt: filled?.updated_at ?? null,
    };
  });
}

/** What somebody said, and when. */
interface FilledIn {
  readonly fillings: readonly FactFilling[];
  readonly by: PersonId | null;
  readonly at: Millis;
}

/**
 * Fills in what is named, all or nothing. A fact that the handbook does not ask for is `invalid`, and so
 * are words where it asks for a number.
 */
export async function fillFacts(
  db: Kysely<Schema>,
  edition: { readonly id: EditionId; readonly handbook_id: HandbookId },
  { fillings, by, at }: FilledIn,
): Promise<void> {
  await inTransaction(db, async (db) => {
    const asked = await listFacts(db, edition.handbook_id);
    refuseUnknown(new Set(asked.map(({ name }) => name)), fillings);
    refuseWords(new Map(asked.map((fact) => [fact.name, fact])), fillings);
    for (const { name, value, source, reviewBy, label } of fillings) {
      const filled = {
        updated_at: at,
        updated_by: by,
        ...(value !== undefined && { value }),
        ...(source !== undefined && { source }),
        ...(reviewBy !== undefined && { review_by: reviewBy }),
        ...(label !== undefined && { label }),
      };
      await db
        .insertInto('fact_value')
        .values({ edition_id: edition.id, name, ...EMPTY, ...filled })
        .onConflict((conflict) => conflict.columns(['edition_id', 'name']).doUpdateSet(filled))
        .execute();
    }
  });
}

/** What nobody has said anything of. */
const EMPTY = { value: '', source: '', review_by: '', label: '' } as const;

/** “7”, “7 to 12” and “40 000 €” are all answers to how many and how much; “five” cannot be compared. */
function refuseWords(
  asked: ReadonlyMap<string, { readonly type: string; readonly label: string }>,
  fillings: readonly FactFilling[],
): void {
  for (const [index, { name, value = '' }] of fillings.entries()) {
    const { type, label } = asked.get(name) ?? { type: '', label: '' };
    if (value === '' || !['number', 'money'].includes(type) || /\p{Nd}/u.test(value)) continue;
    const reason = 'a number in digits, as 7 or 7 to 12';
    throw new AppError('invalid', `“${label}” is not saved: it asks for ${reason}.`, {
      problems: [{ at: `facts.${index}.value`, reason }],
    });
  }
}

function refuseUnknown(asked: ReadonlySet<string>, fillings: readonly FactFilling[]): void {
  const problems = fillings.flatMap(({ name }, index): Problem[] =>
    asked.has(name) ? [] : [{ at: `facts.${index}.name`, reason: 'the handbook has no such fact' }],
  );
  if (problems.length === 0) return;
  throw new AppError('invalid', 'The handbook does not ask for all of these facts.', { problems });
}
