interface Usage {
  /** As one types it behind `commonbook`. */
  readonly usage: string;
  readonly summary: string;
}

/** How each command is typed and what --help says of it, by the words that name it: what is built. */
export const USAGES = {
  import: {
    usage: 'import PATH [--handbook SLUG]',
    summary: 'make a handbook of a folder, a .zip or a .md file',
  },
  export: {
    usage: 'export HANDBOOK EDITION --format pdf|markdown|zip --out FILE',
    summary: 'write an edition, "core" or a city’s, into a file',
  },
  list: {
    usage: 'list [--json]',
    summary: 'what is here: handbooks, editions, chapters',
  },
  'user add': {
    usage: 'user add EMAIL [--name N] [--password P] [--owner]',
    summary: 'add a person; prints a password when none is given',
  },
  token: {
    usage: 'token EMAIL [--name N]',
    summary: 'print a new bearer token for programs',
  },
  backup: {
    usage: 'backup FILE',
    summary: 'write everything into one file',
  },
  restore: {
    usage: 'restore FILE',
    summary: 'put a backup in place of what is here; the server must be stopped',
  },
  doctor: {
    usage: 'doctor',
    summary: 'check this installation',
  },
  verify: {
    usage: 'verify',
    summary: 'check all stored data; fails when something does not fit together',
  },
} as const satisfies Readonly<Record<string, Usage>>;
