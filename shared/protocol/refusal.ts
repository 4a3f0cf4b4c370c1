/** Why a write was not taken, as an auth message says it: a code, then a sentence for people. */
export const REFUSALS = {
  'read-only': 'You may read this chapter but not change it.',
  'old-schema': 'This page is older than the server: reload it to go on writing.',
  'foreign-client': 'These edits carry someone else’s client id.',
  'chapter-full': 'This chapter has reached its largest size.',
  unreadable: 'The server could not apply this edit.',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** The reason text of an auth message. */
export function refusalText(refusal: Refusal): string {
  return `${refusal}: ${REFUSALS[refusal]}`;
}

/** The code that a reason text begins with; undefined for a text that is not ours. */
export function parseRefusal(text: string): Refusal | undefined {
  const code = text.split(':', 1)[0] ?? '';
  return isRefusal(code) ? code : undefined;
}

function isRefusal(code: string): code is Refusal {
  return Object.hasOwn(REFUSALS, code);
}
