import { expect, it } from 'vitest';
import { reportWords } from '#server/commands/report-words.ts';

it('says what an export reports in sentences', () => {
  expect(reportWords({ key: 'facts-missing', values: { count: 2, labels: 'Law, Currency' } })).toBe(
    'Local facts not filled in yet: 2 (Law, Currency).',
  );
  expect(
    reportWords({ key: 'chapter-empty', values: { count: 1, chapter: 'Money {count}' } }),
  ).toBe('The chapter “Money {count}” is empty.');
});

it('names a chapter only where there is one', () => {
  const reason = 'A glyph is missing.';
  const line = (chapter: string) =>
    reportWords({ key: 'not-accessible', values: { reason, chapter } });
  expect(line('Money')).toBe('Not fully accessible: A glyph is missing. (Money)');
  expect(line('')).toBe('Not fully accessible: A glyph is missing.');
});
