/** The door to handbooks and their editions. Pages load when opened. */
import { lazyRouteComponent } from '@tanstack/react-router';

export const HomePage = lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage');
export const HandbookPage = lazyRouteComponent(() => import('./handbook-page.tsx'), 'HandbookPage');
export const EditionPage = lazyRouteComponent(() => import('./edition-page.tsx'), 'EditionPage');
export const HandbookSettingsPage = lazyRouteComponent(
  () => import('./settings/handbook-settings-page.tsx'),
  'HandbookSettingsPage',
);
export const EditionSettingsPage = lazyRouteComponent(
  () => import('./settings/edition-settings-page.tsx'),
  'EditionSettingsPage',
);
export const MakeHandbookPage = lazyRouteComponent(
  () => import('./make/make-handbook-page.tsx'),
  'MakeHandbookPage',
);
export const MakeEditionPage = lazyRouteComponent(
  () => import('./make/make-edition-page.tsx'),
  'MakeEditionPage',
);
