const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** “1.2 MB” in the reader's language. */
export function fileSize(bytes: number, locale: string): string {
  let size = bytes;
  let unit: (typeof UNITS)[number] = 'byte';
  for (const larger of UNITS.slice(1)) {
    if (size < 1000) break;
    size /= 1000;
    unit = larger;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: size < 10 && unit !== 'byte' ? 1 : 0,
  }).format(size);
}
