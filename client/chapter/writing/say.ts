/**
 * Words for the parts of the page that are not React: `say('callout.tip')`. The keys are those of
 * the message file `chapter`.
 */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;
