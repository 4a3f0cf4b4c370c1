import { useTranslation } from 'react-i18next';
import type { Export } from './queries.ts';
import classes from './report.module.css';

type Line = Export['report'][number];

/** What the reader should look at; the rest is good to know. */
const TO_LOOK_AT: ReadonlySet<string> = new Set([
  'not-accessible',
  'facts-missing',
  'fact-unknown',
  'characters-replaced',
  'picture-missing',
  'pictures-unreadable',
  'alt-missing',
  'links-dropped',
  'chapter-empty',
  'failed',
]);

/** Lines that older or newer versions of the server wrote are left out rather than shown as keys. */
function useWords(): (line: Line) => string | undefined {
  const { t, i18n } = useTranslation('publishing');
  return ({ key, values }) => {
    const name = `report.${key}`;
    const isKnown = i18n.exists(`publishing:${name}`) || i18n.exists(`publishing:${name}_other`);
    if (!isKnown) return undefined;
    const context = key === 'not-accessible' && values.chapter === '' ? { context: 'book' } : {};
    return t(name, { ...values, ...context });
  };
}

/** What an export says of itself, in words; what wants a look comes first. */
export function Report({ lines }: { lines: readonly Line[] }) {
  const wordsOf = useWords();
  const sorted = [...lines].sort(
    (one, other) => Number(TO_LOOK_AT.has(other.key)) - Number(TO_LOOK_AT.has(one.key)),
  );
  return (
    <ul className={classes.report}>
      {sorted.map((line) => {
        const words = wordsOf(line);
        if (words === undefined) return null;
        return (
          <li key={words} data-look={TO_LOOK_AT.has(line.key)}>
            {words}
          </li>
        );
      })}
    </ul>
  );
}

/** How many lines of a report want a look. */
export function lookCount(lines: readonly Line[]): number {
  return lines.filter(({ key }) => TO_LOOK_AT.has(key)).length;
}
