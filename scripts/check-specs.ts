/**
 * Every rule id that a SPEC.md states stands in a test's title, and every id in a title is stated
 * somewhere: a rule without a test, or a test without a rule, is a fault.
 */
export interface SpecFault {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}

/** A rule is stated as a bold id at the start of a list entry or paragraph: `- **SY1** …`. */
const STATED = /^\s*(?:[-*]\s+)?\*\*([A-Z]{2}\d+[a-z]?)\*\*/gm;
/** A title begins with one or more ids in brackets: `it('[SY1] [SY2] says saved …'`. */
const TITLED =
  /\b(?:it|test|describe)(?:\.each\([\s\S]*?\))?\(\s*['"`]((?:\[[A-Z]{2}\d+[a-z]?\]\s*)+)/g;

/** `specs` and `tests` map paths to texts. An empty list says that the two agree. */
export function checkSpecs(
  specs: ReadonlyMap<string, string>,
  tests: ReadonlyMap<string, string>,
): SpecFault[] {
  const stated = idsIn(specs, (text) => [...text.matchAll(STATED)].map((match) => match[1] ?? ''));
  const titled = idsIn(tests, (text) =>
    [...text.matchAll(TITLED)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/[A-Z]{2}\d+[a-z]?/g)].map(String),
    ),
  );
  return [
    ...stated
      .filter(({ id }) => !titled.some((other) => other.id === id))
      .map(({ path, id }) => ({ path, id, reason: 'stated, but in no test’s title' })),
    ...stated
      .filter(({ id }, at) => stated.findIndex((other) => other.id === id) !== at)
      .map(({ path, id }) => ({ path, id, reason: 'stated twice' })),
    ...titled
      .filter(({ id }) => !stated.some((other) => other.id === id))
      .map(({ path, id }) => ({ path, id, reason: 'in a test’s title, but stated in no SPEC.md' })),
  ];
}

function idsIn(
  files: ReadonlyMap<string, string>,
  find: (text: string) => string[],
): { path: string; id: string }[] {
  return [...files].flatMap(([path, text]) => find(text).map((id) => ({ path, id })));
}
