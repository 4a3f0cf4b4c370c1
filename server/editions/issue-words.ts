/** What is wrong with a value in a handbook's YAML, said to whom wrote it, who knows no schema. */
import type { z } from 'zod';

/** One thing that is wrong, and where. */
export type Issue = z.core.$ZodIssue;

/** What a value should have been, by the schema's name for it. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text is',
  number: 'a number is',
  int: 'a whole number is',
  boolean: 'true or false is',
  array: 'a list is',
  object: 'names with values are',
  record: 'names with values are',
};

/** A clause for what the schemas have no words of their own for. */
export function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'this is missing';
      return `${KINDS[issue.expected] ?? 'something else is'} expected here`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `“${key}”`).join(', ')} is not known here`;
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'this is empty';
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'this name may not stand here';
    default:
      return 'this cannot be read';
  }
}

function amount(count: number | bigint, origin: string): string {
  if (origin === 'string') return `${count} characters`;
  return origin === 'array' ? `${count} entries` : String(count);
}

/** Where several shapes may stand, what is wrong with the one that was meant. */
export function meantIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((errors) => !errors.some(isOtherShape)) ?? issue.errors[0];
  if (meant === undefined) return [issue];
  return meant.flatMap((inside) =>
    meantIssues({ ...inside, path: [...issue.path, ...inside.path] }),
  );
}

/** Whether the whole value has another shape than this one. */
function isOtherShape({ code, path }: Issue): boolean {
  return path.length === 0 && ['invalid_type', 'invalid_value', 'invalid_union'].includes(code);
}
