/**
 * Who may do what: one table, used by the server on every request and frame and by the screens to
 * show only what works. Where a role comes from (handbook, edition, instance) is the server's
 * `can(actor, action, resource)`.
 */
export const ROLES = ['reader', 'editor', 'maintainer', 'steward', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** The roles that can be given on an edition and on a handbook; `owner` is the instance's. */
export const EDITION_ROLES = ['reader', 'editor', 'maintainer'] as const;
export const HANDBOOK_ROLES = ['reader', 'editor', 'maintainer', 'steward'] as const;

/** Every action that is asked about. */
export const ACTIONS = [
  'read', // see a handbook, an edition, its chapters, their history; export
  'write-core', // change the core edition's text: type, restore, name a revision
  'write-city', // the same in a city's edition
  'arrange-core', // add, rename, reorder, leave out, delete, bring back chapters of the core
  'arrange-city',
  'fill-facts', // the values of an edition's facts
  'share-export', // withdraw or pass on an export's link
  'set-edition', // an edition's name, language, slug
  'people-edition', // who has which role on an edition
  'set-handbook', // a handbook's title, summary, licence, the facts it asks for
  'people-handbook',
  'make-edition', // start a city's edition
  'make-handbook',
  'people-instance', // add people, see all of them
] as const;
export type Action = (typeof ACTIONS)[number];

const READER: readonly Action[] = ['read'];
const EDITOR: readonly Action[] = [
  ...READER,
  'write-core',
  'write-city',
  'arrange-core',
  'arrange-city',
  'fill-facts',
  'share-export',
];
const MAINTAINER: readonly Action[] = [...EDITOR, 'set-edition', 'people-edition'];
/** A steward keeps the core and every edition's settings, but not the cities' text. */
const STEWARD: readonly Action[] = [
  ...READER,
  'write-core',
  'arrange-core',
  'fill-facts',
  'share-export',
  'set-edition',
  'people-edition',
  'set-handbook',
  'people-handbook',
  'make-edition',
];
const OWNER: readonly Action[] = [
  ...new Set([...MAINTAINER, ...STEWARD]),
  'make-handbook',
  'people-instance',
];

const ALLOWED: Readonly<Record<Role, ReadonlySet<Action>>> = {
  reader: new Set(READER),
  editor: new Set(EDITOR),
  maintainer: new Set(MAINTAINER),
  steward: new Set(STEWARD),
  owner: new Set(OWNER),
};

/** Whether a role may take an action on what the role was given for. Pure. */
export function allows(role: Role, action: Action): boolean {
  return ALLOWED[role].has(action);
}
