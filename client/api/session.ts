import { fetchOrThrow } from './problem.ts';

/** Asks better-auth at an address of its own, outside the contract. */
async function ask(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  await fetchOrThrow(`/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Signs in by cookie. Rejects with `ApiError` code `sign-in` when the two do not belong together. */
export function signIn(email: string, password: string): Promise<void> {
  return ask('/sign-in/email', { email, password, rememberMe: true });
}

/** Ends this browser's session. */
export function signOut(): Promise<void> {
  return ask('/sign-out', {});
}
