import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import {
  chapterQuery,
  editionQuery,
  handbookQuery,
  handbooksQuery,
  type Me,
  meQuery,
} from '#client/api/api.ts';
import {
  EditionPage,
  EditionSettingsPage,
  HandbookPage,
  HandbookSettingsPage,
  HomePage,
  MakeEditionPage,
  MakeHandbookPage,
} from '#client/editions/editions.ts';
import { HistoryPage, readHistorySearch } from '#client/history/history.ts';
import { PeoplePage, SetUpPage, SignInPage } from '#client/people/people.ts';
import { Toasts } from '#client/ui/ui.ts';
import { CORE_SLUG } from '#shared/emblem/emblem.ts';
import { Frame } from './frame.tsx';
import { LostPage } from './lost-page.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  // Who is asking decides what every page shows, so it is known before any does.
  beforeLoad: async ({ context }) => context.queryClient.ensureQueryData(meQuery()),
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
});

/** Pages under the bar with the product's name: all but the editor. */
const framed = createRoute({
  getParentRoute: () => root,
  id: 'framed',
  component: Frame,
  notFoundComponent: LostPage,
});

/** Sends whoever is not signed in to do so first. */
function asMember({
  context,
  location,
}: {
  context: Pick<Me, 'person'>;
  location: { href: string };
}) {
  if (context.person === null) {
    throw redirect({ to: '/sign-in', search: { back: location.href }, replace: true });
  }
}

/** Pages that nobody sees who is not signed in; they come back to where they wanted to go. */
const members = createRoute({
  getParentRoute: () => framed,
  id: 'members',
  beforeLoad: asMember,
});

const homeRoute = createRoute({
  getParentRoute: () => framed,
  path: '/',
  loader: ({ context }) => {
    if (context.person !== null) void context.queryClient.prefetchQuery(handbooksQuery());
  },
  component: HomePage,
});

const signInRoute = createRoute({
  getParentRoute: () => framed,
  path: '/sign-in',
  validateSearch: (search: Readonly<Record<string, unknown>>): { back?: string } =>
    typeof search.back === 'string' && isOwnAddress(search.back) ? { back: search.back } : {},
  component: SignInPage,
});

const setUpRoute = createRoute({
  getParentRoute: () => framed,
  path: '/set-up',
  validateSearch: (search: Readonly<Record<string, unknown>>): { secret?: string } =>
    typeof search.secret === 'string' ? { secret: search.secret } : {},
  component: SetUpPage,
});

const peopleRoute = createRoute({
  getParentRoute: () => members,
  path: '/people',
  component: PeoplePage,
});

const makeHandbookRoute = createRoute({
  getParentRoute: () => members,
  path: '/make-handbook',
  component: MakeHandbookPage,
});

const makeEditionRoute = createRoute({
  getParentRoute: () => members,
  path: '/handbooks/$handbook/make-edition',
  component: MakeEditionPage,
});

/** Stands where an edition's address would: the server keeps `settings` from being one. */
const handbookSettingsRoute = createRoute({
  getParentRoute: () => members,
  path: '/handbooks/$handbook/settings',
  component: HandbookSettingsPage,
});

const editionSettingsRoute = createRoute({
  getParentRoute: () => members,
  path: '/handbooks/$handbook/$edition/settings',
  component: EditionSettingsPage,
});

const handbookRoute = createRoute({
  getParentRoute: () => members,
  path: '/handbooks/$handbook',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(handbookQuery(params.handbook));
    void context.queryClient.prefetchQuery(editionQuery(params.handbook, CORE_SLUG));
  },
  component: HandbookPage,
});

const editionRoute = createRoute({
  getParentRoute: () => members,
  path: '/handbooks/$handbook/$edition',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(editionQuery(params.handbook, params.edition));
  },
  component: EditionPage,
});

const loadChapter = () => import('#client/chapter/chapter.tsx');

/** The editor has a bar of its own, and comes only when somebody opens a chapter. */
const chapterRoute = createRoute({
  getParentRoute: () => root,
  path: '/chapters/$chapterId',
  beforeLoad: asMember,
  loader: async ({ context, params: { chapterId }, preload }) => {
    void context.queryClient.prefetchQuery(chapterQuery(chapterId));
    // Pointing at a link is not yet coming in.
    if (preload || context.person === null) return;
    const { beginRoom } = await loadChapter();
    await beginRoom({ chapterId, personId: context.person.id });
  },
  component: lazyRouteComponent(loadChapter, 'ChapterPage'),
});

const historyRoute = createRoute({
  getParentRoute: () => members,
  path: '/chapters/$chapterId/history',
  validateSearch: readHistorySearch,
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(chapterQuery(params.chapterId));
  },
  component: HistoryPage,
});

const exportRoute = createRoute({
  getParentRoute: () => framed,
  path: '/exports/$exportId',
  validateSearch: (search: Readonly<Record<string, unknown>>): { key?: string } =>
    typeof search.key === 'string' ? { key: search.key } : {},
  component: lazyRouteComponent(() => import('#client/publishing/publishing.ts'), 'ExportPage'),
});

/** Whether an address to go on to after signing in is a page of ours: nobody is led elsewhere. */
function isOwnAddress(address: string): boolean {
  const { origin } = window.location;
  return URL.canParse(address, origin) && new URL(address, origin).origin === origin;
}

export const routeTree = root.addChildren([
  framed.addChildren([
    homeRoute,
    signInRoute,
    setUpRoute,
    exportRoute,
    members.addChildren([
      peopleRoute,
      makeHandbookRoute,
      handbookRoute,
      makeEditionRoute,
      handbookSettingsRoute,
      editionSettingsRoute,
      editionRoute,
      historyRoute,
    ]),
  ]),
  chapterRoute,
]);
