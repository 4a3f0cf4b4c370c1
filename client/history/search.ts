/** Which versions the page shows: in its address, so that a comparison can be passed on. */
export interface HistorySearch {
  /** The version that is shown; the newest when there is none. */
  readonly version?: number;
  /** What it is compared with; the one before it when there is none, and nothing when 0. */
  readonly against?: number;
}

/** Reads the address; what is no version number is not there. */
export function readHistorySearch(search: Readonly<Record<string, unknown>>): HistorySearch {
  const version = wholeNumber(search.version);
  const against = wholeNumber(search.against);
  return {
    ...(version === undefined || version === 0 ? {} : { version }),
    ...(against === undefined ? {} : { against }),
  };
}

function wholeNumber(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
