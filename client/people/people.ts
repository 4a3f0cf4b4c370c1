/** The door to who is here: signing in and out, the account menu, giving roles. Pages load when opened. */
import { lazyRouteComponent } from '@tanstack/react-router';

export { AccountMenu } from './account-menu.tsx';
export { useMe } from './use-me.ts';

export const SignInPage = lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage');
export const SetUpPage = lazyRouteComponent(() => import('./set-up-page.tsx'), 'SetUpPage');
