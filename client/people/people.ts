/** The door to who is here: signing in and out, the account menu, giving roles. Pages load when opened. */
import { lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';

export { AccountMenu } from './account-menu.tsx';
export { useMe } from './use-me.ts';

export const SignInPage = lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage');
export const SetUpPage = lazyRouteComponent(() => import('./set-up-page.tsx'), 'SetUpPage');
export const PeoplePage = lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage');

export const HandbookMembers = lazy(async () => ({
  default: (await import('./members/handbook-members.tsx')).HandbookMembers,
}));
export const EditionMembers = lazy(async () => ({
  default: (await import('./members/edition-members.tsx')).EditionMembers,
}));
