import { createRouter, parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import { BrokenPage } from './broken-page.tsx';
import { LostPage } from './lost-page.tsx';
import { queryClient } from './query-client.ts';
import { routeTree } from './routes.tsx';
import { Waiting } from './waiting.tsx';

/** Every address of the product. Pages are fetched when a link to them is pointed at. */
export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  // Answers are kept by the query client, which knows better when they are old.
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: LostPage,
  defaultPendingComponent: Waiting,
  scrollRestoration: true,
  // A secret of digits is still a text: nothing in an address is read as JSON.
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
