/** Names of languages and countries, and dates, in the reader's language, from the browser itself. */
import { isDay } from '#shared/day.ts';

/** “Dutch” for `nl`; the code itself where the browser has no name for it. */
export function languageName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** “Nederlands” for `nl`: how those who speak it call it. */
export function ownLanguageName(code: string): string {
  return languageName(code, code);
}

/** “Belgium” for `BE`; '' for ''. */
export function countryName(code: string, locale: string): string {
  if (code === '') return '';
  return new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(code) ?? code;
}

/** “12 March 2027”. */
export function longDate(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
}

/** The same for a day as facts have it, `2027-03-12`, wherever the reader is; other texts as they are. */
export function longDay(day: string, locale: string): string {
  if (!isDay(day)) return day;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(day));
}

const STEPS = [
  { unit: 'minute', length: 60_000, until: 3_600_000 },
  { unit: 'hour', length: 3_600_000, until: 86_400_000 },
  { unit: 'day', length: 86_400_000, until: 14 * 86_400_000 },
] as const;

/** “5 minutes ago” for the last two weeks, a date before that. */
export function timeAgo(at: number, now: number, locale: string): string {
  const age = Math.max(0, now - at);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (age < 60_000) return relative.format(0, 'minute');
  for (const { unit, length, until } of STEPS) {
    if (age < until) return relative.format(-Math.floor(age / length), unit);
  }
  return longDate(at, locale);
}

/** “CC BY-SA 4.0” for the SPDX name `CC-BY-SA-4.0`; other names as they are. */
export function licenceName(spdx: string): string {
  return spdx.replace(/^CC-(.+)-(\d\.\d)$/, 'CC $1 $2');
}
