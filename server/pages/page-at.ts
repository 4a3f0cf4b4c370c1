/** The addresses of the client's pages, and what each of them is about. */

/** What a page is about, and so who may see it. */
export type Subject =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'members' }
  | { readonly kind: 'handbook'; readonly handbook: string }
  | { readonly kind: 'edition'; readonly handbook: string; readonly edition: string }
  | { readonly kind: 'chapter'; readonly chapterId: string }
  /** Also of the versions that its address asks for. */
  | { readonly kind: 'history'; readonly chapterId: string }
  | { readonly kind: 'export'; readonly exportId: string };

type Segments = Readonly<Record<string, string>>;
type SubjectOf = (named: Segments) => Subject;

const anyone: SubjectOf = () => ({ kind: 'anyone' });
const members: SubjectOf = () => ({ kind: 'members' });
const handbook: SubjectOf = ({ handbook = '' }) => ({ kind: 'handbook', handbook });
const edition: SubjectOf = ({ handbook = '', edition = '' }) => ({
  kind: 'edition',
  handbook,
  edition,
});
const chapter: SubjectOf = ({ chapterId = '' }) => ({ kind: 'chapter', chapterId });
const history: SubjectOf = ({ chapterId = '' }) => ({ kind: 'history', chapterId });

/** As the client's router writes them (client/app/routes.tsx), words before names where both fit. */
export const PAGES: Readonly<Record<string, SubjectOf>> = {
  '/': anyone,
  '/sign-in': anyone,
  '/set-up': anyone,
  '/people': members,
  '/make-handbook': members,
  '/handbooks/$handbook': handbook,
  '/handbooks/$handbook/make-edition': handbook,
  '/handbooks/$handbook/settings': handbook,
  '/handbooks/$handbook/$edition': edition,
  '/handbooks/$handbook/$edition/settings': edition,
  '/chapters/$chapterId': chapter,
  '/chapters/$chapterId/history': history,
  '/exports/$exportId': ({ exportId = '' }) => ({ kind: 'export', exportId }),
};

const MATCHERS = Object.entries(PAGES).map(([address, subjectOf]) => ({
  // The router takes words in any case, and a slash at the end.
  matcher: new RegExp(`^${address.replace(/\$(\w+)/g, '(?<$1>[^/]+)').replace(/\/$/, '')}/?$`, 'i'),
  subjectOf,
}));

/** What the page at this path of an address is about; undefined when there is no such page. */
export function pageAt(path: string): Subject | undefined {
  for (const { matcher, subjectOf } of MATCHERS) {
    const found = matcher.exec(path);
    if (found) return decoded(found.groups ?? {}, subjectOf);
  }
  return undefined;
}

/** Nothing has a name that is no text: `%E0%A4` stands for half a letter. */
function decoded(named: Segments, subjectOf: SubjectOf): Subject | undefined {
  try {
    return subjectOf(
      Object.fromEntries(
        Object.entries(named).map(([name, value]) => [name, decodeURIComponent(value)]),
      ),
    );
  } catch {
    return undefined;
  }
}
