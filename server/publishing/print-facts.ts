import { isDay } from '#shared/day.ts';
import type { ManifestFact } from './manifest.ts';
import { type PrintContext, printed } from './print-context.ts';
import type { PrintInline } from './print-types.ts';

/** `2027-03-01` as the language writes a day; other texts as they are. */
export function printDay(day: string, language: string): string {
  if (!isDay(day)) return day;
  // Plain English here is European English: the day stands before the month.
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(day));
}

/** A fact's value as it stands in running text; undefined when it is not filled in. */
export function factText(fact: ManifestFact, language: string): string | undefined {
  const value = fact.value.trim();
  if (value === '') return undefined;
  return fact.type === 'date' ? printDay(value, language) : value;
}

/** A text as a heading has it: an address of three lines is one there. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\n\r\v\f\u0085\u2028\u2029]\s*/g, ' ');
}

/** Where a fact's value leads when it is an address, so that it can be followed. */
export function factUrl(fact: ManifestFact): string | undefined {
  const value = fact.value.trim();
  return fact.type === 'link' && /^https?:\/\/[^\s/]+\S*$/i.test(value) ? value : undefined;
}

/** The fact at its place in the text: its value, or a visible gap with its label. */
export function printFact(name: string, context: PrintContext): PrintInline {
  const fact = context.facts.get(name);
  if (!fact) {
    context.note('fact-unknown', name);
    return { kind: 'gap', label: printed(name, context) };
  }
  const value = factText(fact, context.language);
  if (value === undefined) return { kind: 'gap', label: printed(fact.label, context) };
  const url = factUrl(fact);
  const text = printed(value, context);
  return url === undefined ? { kind: 'text', text } : { kind: 'text', text, url };
}
