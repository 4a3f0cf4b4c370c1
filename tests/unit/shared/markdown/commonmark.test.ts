import { tests } from 'commonmark-spec';
import { expect, it } from 'vitest';
import { parseChapter, printChapter } from '#shared/markdown/markdown.ts';

it('[MD4] keeps each of the 652 examples of CommonMark', () => {
  const failed = tests.flatMap(({ markdown, number }) => {
    const { doc } = parseChapter(markdown.replaceAll('→', '\t'));
    const printed = printChapter(doc);
    const again = parseChapter(printed).doc;
    const isKept = JSON.stringify(again) === JSON.stringify(doc) && printChapter(again) === printed;
    return isKept ? [] : [number];
  });
  expect(tests.length).toBe(652);
  expect(failed).toEqual([]);
});
