import { parseDocument, stringify, YAMLError } from 'yaml';
import type { Problem } from '../errors.ts';

export interface FrontMatter {
  /** What the front matter says, unchecked; empty when there is none. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The text behind it. */
  readonly body: string;
  /** How many lines of the file come before the body. */
  readonly linesBefore: number;
  /** Where (1-based, in the file) the field at a path stands. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly problems: readonly Problem[];
}

/** A file that begins with the fields as YAML between lines of three dashes, then the body. */
export function printFrontMatter(fields: Readonly<Record<string, unknown>>, body: string): string {
  return `---\n${printYaml(fields)}---\n\n${body}`;
}

/** YAML as this product writes it: one line a value, nothing aliased, always the same. */
export function printYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The fields at a file's beginning. Never throws: what is wrong is told with its line. */
export function parseFrontMatter(text: string, file = ''): FrontMatter {
  const clean = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const none = { fields: {}, body: clean, linesBefore: 0, lineOf: () => 1, problems: [] };
  if (!/^---[ \t]*\n/.test(clean)) return none;
  const lines = clean.split('\n');
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (end < 0) {
    const reason = 'The front matter that begins here has no line of three dashes to end it.';
    return { ...none, problems: [{ at: file, line: 1, reason }] };
  }
  const yaml = lines.slice(1, end).join('\n');
  const { value, lineOf, problems: faults } = parseYaml(yaml, { file, linesBefore: 1 });
  const problems = [...faults];
  // Words between two lines of dashes would be lost.
  if (faults.length === 0 && value !== null && !isFields(value)) {
    const reason = 'names with values are expected here, as “title: …”';
    problems.push({ at: file, line: 2, reason });
  }
  const isEmptyLine = lines[end + 1]?.trim() === '';
  const linesBefore = end + (isEmptyLine ? 2 : 1);
  const body = lines.slice(linesBefore).join('\n');
  return { fields: isFields(value) ? value : {}, body, linesBefore, lineOf, problems };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface ParsedYaml {
  /** Plain values; undefined when there are problems. */
  readonly value: unknown;
  /** Where (1-based, in the file) the value at a path stands, or its nearest parent. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly problems: readonly Problem[];
}

/** YAML's core types only: no tags, no anchors that could grow without end, no key twice. */
export function parseYaml(
  text: string,
  { file, linesBefore }: { readonly file: string; readonly linesBefore: number },
): ParsedYaml {
  // What is missing at the end is missed behind the last line: told as missing in it.
  const end = text.trimEnd().length;
  const lineAt = (offset: number) =>
    linesBefore + text.slice(0, Math.min(offset, end)).split('\n').length;
  const problem = (reason: string, offset: number): Problem => ({
    at: file,
    line: lineAt(offset),
    reason,
  });
  const document = parseDocument(text, { schema: 'core', prettyErrors: false, stringKeys: true });
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (hasRange(node)) return lineAt(node.range[0]);
    }
    return linesBefore + 1;
  };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    problem(error.message, error.pos[0]),
  );
  if (problems.length > 0) return { value: undefined, lineOf, problems };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }), lineOf, problems };
  } catch (error) {
    if (!(error instanceof YAMLError) && !(error instanceof ReferenceError)) throw error;
    return { value: undefined, lineOf, problems: [problem('Anchors are not allowed here.', 0)] };
  }
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
