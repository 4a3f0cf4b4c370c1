/**
 * Who may do what, written by hand and read by access.test.ts alone: the product's own table is not
 * looked at, so that a slip there shows here. One row for each route of the contract.
 *
 * A row names what the route is asked on (`on`) and the answer for each principal:
 *   ok   done                 404  not there, or not for you to see
 *   403  seen, not allowed    401  sign in first
 */
export const PRINCIPALS = [
  'nobody',
  'stranger',
  'reader',
  'editor',
  'editorElsewhere',
  'maintainer',
  'handbookReader',
  'handbookEditor',
  'handbookMaintainer',
  'steward',
  'owner',
  'program',
] as const;
/**
 * All but nobody and stranger hold their role in the handbook “own”: reader, editor and maintainer on
 * its city Ghent, editorElsewhere as an editor of its city Lyon, steward and those named after the
 * handbook on the whole of it. The program has a token of Ghent's editor. The owner is the installation's.
 */
export type Principal = (typeof PRINCIPALS)[number];
export type Verdict = 'ok' | 401 | 403 | 404;

/** What a route is asked on: a thing of the handbook “own”, or nothing in particular. */
export type Target = 'instance' | 'handbook' | 'core' | 'ghent' | 'coreChapter' | 'ghentChapter';

type Row = Readonly<Record<Principal, Verdict>>;
export type Rows = Readonly<Partial<Record<Target, Row>>>;

const everyone = (verdict: Verdict): Row => ({
  nobody: verdict,
  stranger: verdict,
  reader: verdict,
  editor: verdict,
  editorElsewhere: verdict,
  maintainer: verdict,
  handbookReader: verdict,
  handbookEditor: verdict,
  handbookMaintainer: verdict,
  steward: verdict,
  owner: verdict,
  program: verdict,
});

const ANYONE = everyone('ok');
const ACCOUNT: Row = { ...everyone('ok'), nobody: 401 };
const OWNER_ONLY: Row = { ...everyone(403), nobody: 401, owner: 'ok' };

/** Seen by everyone who holds a role in the handbook. */
const SEE_HANDBOOK: Row = { ...everyone('ok'), nobody: 401, stranger: 404 };
/** The core is seen by those who hold any role in the handbook; Lyon's editor does not see Ghent. */
const SEE_CORE = SEE_HANDBOOK;
const SEE_GHENT: Row = { ...SEE_HANDBOOK, editorElsewhere: 404 };

/** On the handbook: what only its steward and the owner do. */
const STEWARD_ONLY: Row = {
  ...everyone(403),
  nobody: 401,
  stranger: 404,
  steward: 'ok',
  owner: 'ok',
};
/** The core's settings and people: the maintainers of the whole handbook too. */
const SET_CORE: Row = { ...STEWARD_ONLY, handbookMaintainer: 'ok' };
/** Its text, order, facts and exports: the editors of the whole handbook too. */
const WRITE_CORE: Row = { ...SET_CORE, handbookEditor: 'ok' };
/** Deleting a handbook is the owner's alone. */
const OWNER_OF_HANDBOOK: Row = { ...STEWARD_ONLY, steward: 403 };
/** Ghent's text and order: its and the handbook's editors and maintainers, the owner, not the steward. */
const WRITE_GHENT: Row = {
  ...everyone('ok'),
  nobody: 401,
  stranger: 404,
  editorElsewhere: 404,
  reader: 403,
  handbookReader: 403,
  steward: 403,
};
/** Ghent's facts and exports: the steward too. */
const KEEP_GHENT: Row = { ...WRITE_GHENT, steward: 'ok' };
/** Ghent's settings and people. */
const SET_GHENT: Row = { ...KEEP_GHENT, editor: 403, handbookEditor: 403, program: 403 };

export const MATRIX: Readonly<Record<string, Rows>> = {
  'people.me': { instance: ANYONE },
  // With a wrong secret it answers everybody alike; that a right one works once is tested elsewhere.
  'people.setUp': { instance: everyone(404) },
  'people.list': { instance: OWNER_ONLY },
  'people.add': { instance: OWNER_ONLY },
  'people.remove': { instance: OWNER_ONLY },

  'members.ofHandbook': { handbook: STEWARD_ONLY },
  'members.ofEdition': { core: SET_CORE, ghent: SET_GHENT },
  'members.giveOnHandbook': { handbook: STEWARD_ONLY },
  'members.giveOnEdition': { core: SET_CORE, ghent: SET_GHENT },

  // What the list holds for each is tested beside the matrix.
  'handbooks.list': { instance: ACCOUNT },
  'handbooks.get': { handbook: SEE_HANDBOOK },
  'handbooks.make': { instance: OWNER_ONLY },
  'handbooks.change': { handbook: STEWARD_ONLY },
  'handbooks.remove': { handbook: OWNER_OF_HANDBOOK },
  'handbooks.deleted': { instance: OWNER_ONLY },
  'handbooks.bringBack': { instance: OWNER_ONLY },

  'editions.get': { core: SEE_CORE, ghent: SEE_GHENT },
  'editions.find': { core: SEE_CORE, ghent: SEE_GHENT },
  'editions.make': { handbook: STEWARD_ONLY },
  'editions.change': { core: SET_CORE, ghent: SET_GHENT },
  'editions.facts': { core: SEE_CORE, ghent: SEE_GHENT },
  'editions.fillFacts': { core: WRITE_CORE, ghent: KEEP_GHENT },
  'editions.cities': { instance: ACCOUNT },

  // What it holds for each is tested beside the matrix.
  'chapters.recent': { instance: ACCOUNT },

  'chapters.get': { coreChapter: SEE_CORE, ghentChapter: SEE_GHENT },
  'chapters.add': { core: WRITE_CORE, ghent: WRITE_GHENT },
  'chapters.change': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },
  'chapters.remove': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },
  'chapters.deleted': { core: WRITE_CORE, ghent: WRITE_GHENT },
  'chapters.bringBack': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },
  'chapters.lineage': { coreChapter: SEE_CORE, ghentChapter: SEE_GHENT },
  'chapters.markdown': { coreChapter: SEE_CORE, ghentChapter: SEE_GHENT },

  'revisions.list': { coreChapter: SEE_CORE, ghentChapter: SEE_GHENT },
  'revisions.get': { coreChapter: SEE_CORE, ghentChapter: SEE_GHENT },
  'revisions.keep': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },
  'revisions.name': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },
  'revisions.restore': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },
  'revisions.undoRestore': { coreChapter: WRITE_CORE, ghentChapter: WRITE_GHENT },

  'exports.start': { core: SEE_CORE, ghent: SEE_GHENT },
  'exports.list': { core: SEE_CORE, ghent: SEE_GHENT },
  'exports.get': { core: SEE_CORE, ghent: SEE_GHENT },
  // Needs the link's key instead of a role; with a wrong one it is not there for anybody.
  'exports.shown': { core: everyone(404), ghent: everyone(404) },
  'exports.withdraw': { core: WRITE_CORE, ghent: KEEP_GHENT },
};
