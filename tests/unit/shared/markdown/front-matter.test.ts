import { describe, expect, it } from 'vitest';
import { parseFrontMatter, printFrontMatter } from '#shared/markdown/markdown.ts';

describe('front matter', () => {
  it('[MD7] comes back as it was written', () => {
    const fields = { title: 'A: "b" #c', count: 3, list: ['yes', 'no', '2027-01-01'], none: null };
    const file = printFrontMatter(fields, 'Text.\n');
    expect(parseFrontMatter(file)).toMatchObject({ fields, body: 'Text.\n', problems: [] });
  });

  it('[MD7] is not there in a text that has none', () => {
    expect(parseFrontMatter('a\n---\nb')).toMatchObject({ fields: {}, body: 'a\n---\nb' });
  });

  it('[MD7] counts the lines before the text, whatever ends them', () => {
    const { body, linesBefore } = parseFrontMatter('\ufeff---\r\ntitle: x\r\n---\r\n\r\nText.\r\n');
    expect([body, linesBefore]).toEqual(['Text.\n', 4]);
  });

  it.each([
    ['no end', '---\ntitle: x\n', 1],
    ['a key twice', '---\ntitle: x\ntitle: y\n---\n', 3],
    ['broken YAML', '---\na: b\nc: [d\n---\n', 3],
    ['a tag', '---\na: 1\nb: !!js/function x\n---\n', 3],
    ['an alias', '---\na: &x [1]\nb: *x\n---\n', 2],
  ])('[MD7] says what is wrong and where: %s', (_, file, line) => {
    const { problems } = parseFrontMatter(file, 'a.md');
    expect(problems[0]).toMatchObject({ at: 'a.md', line });
    expect(problems[0]?.reason).toBeTruthy();
  });

  it('[MD7] never reaches an object’s prototype', () => {
    const { fields } = parseFrontMatter('---\n__proto__: { x: 1 }\n---\n');
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each(['- a\n- b', 'only words', '7'])(
    '[MD7] refuses what is no names with values: %j',
    (yaml) => {
      expect(parseFrontMatter(`---\n${yaml}\n---\n\nOne.\n`, 'a.md').problems).toEqual([
        { at: 'a.md', line: 2, reason: expect.stringContaining('names with values') },
      ]);
    },
  );

  it.each(['', '\n', '# a comment\n'])('[MD7] takes no names for none: %j', (yaml) => {
    const { fields, body, problems } = parseFrontMatter(`---\n${yaml}---\n\nOne.\n`);
    expect({ fields, body, problems }).toEqual({ fields: {}, body: 'One.\n', problems: [] });
  });
});
