/** Why a city's text differs from the core's; '' while nobody has said. */
export const ALL_REASONS = [
  'law',
  'money',
  'culture',
  'language',
  'scale',
  'tried-and-failed',
  'other',
  '',
] as const;

/** What the steward asks of a core block: every edition keeps it, adapts it, or is free. */
export const POLICIES = ['keep', 'adapt', 'free'] as const;
