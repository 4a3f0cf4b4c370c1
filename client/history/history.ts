/** The door to a chapter's earlier versions; the page loads when opened. */
import { lazyRouteComponent } from '@tanstack/react-router';

export { type HistorySearch, readHistorySearch } from './search.ts';

export const HistoryPage = lazyRouteComponent(
  () => import('./page/history-page.tsx'),
  'HistoryPage',
);
