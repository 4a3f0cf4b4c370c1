/** Days of the calendar as they are typed, stored and filed: `2027-06-30`. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day that there is, of a year that somebody may mean: 1900 to 2199. */
export function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  if (year < 1900 || year > 2199) return false;
  // A Date rolls over: the 30th of February is one of March there.
  const rolled = new Date(Date.UTC(year, month - 1, day));
  return rolled.getUTCMonth() === month - 1 && rolled.getUTCDate() === day;
}
