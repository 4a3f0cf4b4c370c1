/**
 * Why the server closed a connection. A stock client takes 4400–4499 as final and comes back by
 * itself after any other.
 */
export const CLOSE = {
  signIn: 4401,
  noLongerAllowed: 4403,
  notFound: 4404,
  /** Another epoch, or edits under someone else's client id: keep your own text, reload. */
  otherHistory: 4409,
  tooLarge: 4413,
  tooSlow: 4508,
  tooMany: 4529,
  /** A frame that no client of ours sends. */
  malformed: 1007,
  restarting: 1012,
  tryLater: 1013,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
