/**
 * A line as a terminal may be given it: names come from files and from people, and a control character
 * in one would colour, move or title what is read. They are written as JSON escapes them, so that a
 * line of JSON says the same as before.
 */
export function printableLine(line: string): string {
  return line.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
