/** Who made the book, line by line: those whom history knows, and those who are named beside them. */
import type { Credit } from '#shared/api/fields.ts';
import type { Labels } from './labels.ts';
import type { Manifest } from './manifest.ts';

export interface CreditRow {
  readonly label: string;
  /** Each once. */
  readonly names: readonly string[];
}

/** The label of each role but the author's, in the order of printing. */
const ROLES = [
  ['translator', 'translators'],
  ['editor', 'editors'],
  ['story', 'storytellers'],
  ['workshop', 'workshops'],
] as const satisfies readonly (readonly [Credit['role'], keyof Labels])[];

function namesOf(credits: readonly Credit[], role: Credit['role']): string[] {
  return credits.filter((credit) => credit.role === role).map(({ name }) => name);
}

function once(...names: readonly (readonly string[])[]): string[] {
  return [...new Set(names.flat())];
}

/** The authors first, then the core's, then the other roles; rows without anybody are left out. */
export function creditRows({ credits, named }: Manifest, labels: Labels): CreditRow[] {
  const others = [...named.edition, ...named.core];
  const rows = [
    {
      label: labels.editionAuthors,
      names: once(credits.edition, namesOf(named.edition, 'author')),
    },
    { label: labels.coreAuthors, names: once(credits.core, namesOf(named.core, 'author')) },
    ...ROLES.map(([role, label]) => ({ label: labels[label], names: once(namesOf(others, role)) })),
  ];
  return rows.filter(({ names }) => names.length > 0);
}

/** Everybody in them, each once: for the file's own metadata. */
export function creditedNames(manifest: Manifest): string[] {
  const { credits, named } = manifest;
  const others = [...named.edition, ...named.core].map(({ name }) => name);
  return once(credits.edition, credits.core, others);
}
