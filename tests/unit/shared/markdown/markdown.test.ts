import { describe, expect, it } from 'vitest';
import { type BlockJson, type DocJson, normal, sanitize } from '#shared/content/content.ts';
import { parseChapter, printChapter } from '#shared/markdown/markdown.ts';

const SOURCE = `images/${'a'.repeat(64)}.png`;

/** Prints a chapter of these blocks, which may leave out what has a default, and reads it back. */
function printed(...content: readonly object[]): string {
  const doc = sanitize({ type: 'doc', content });
  const markdown = printChapter(doc);
  expect(parseChapter(markdown).doc).toEqual(normal(doc));
  expect(printChapter(parseChapter(markdown).doc)).toBe(markdown);
  return markdown;
}

const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => ({ type })),
});
const link = (words: string, href: string, title: string | null = null) => ({
  type: 'text',
  text: words,
  marks: [{ type: 'link', attrs: { href, title } }],
});
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const footnote = (...content: object[]) => ({ type: 'footnote', content });
const fact = (name: string) => ({ type: 'fact', attrs: { name } });
const br = { type: 'hardBreak' };
const entry = (...content: object[]) => ({ type: 'listItem', content });
const task = (checked: boolean, ...content: object[]) => ({
  type: 'taskItem',
  attrs: { checked },
  content,
});
const bullets = (...content: object[]) => ({ type: 'bulletList', content });
const numbers = (start: number, ...content: object[]) => ({
  type: 'orderedList',
  attrs: { start },
  content,
});
const cell = (words: string, attrs: object = {}, type = 'tableCell') => ({
  type,
  attrs,
  content: [paragraph(...(words === '' ? [] : [text(words)]))],
});
const head = (words: string, attrs: object = {}) => cell(words, attrs, 'tableHeader');
const row = (...content: object[]) => ({ type: 'tableRow', content });
const table = (...content: object[]) => ({ type: 'table', content });

function kinds(doc: DocJson): string[] {
  return doc.content.map((json) => json.type);
}
function first(markdown: string): BlockJson | undefined {
  return parseChapter(markdown).doc.content[0];
}

describe('[MD1] [MD2] a chapter in print', () => {
  it.each([
    [
      'a heading',
      '## Founding',
      [{ type: 'heading', attrs: { level: 2 }, content: [text('Founding')] }],
    ],
    [
      'marks',
      '**bold** *italic* ~~gone~~ `code`',
      [
        paragraph(
          text('bold', 'bold'),
          text(' '),
          text('italic', 'italic'),
          text(' '),
          text('gone', 'strike'),
          text(' '),
          text('code', 'code'),
        ),
      ],
    ],
    ['marks in words', 'co**op**s', [paragraph(text('co'), text('op', 'bold'), text('s'))]],
    [
      'a space at a mark’s edge',
      '**bold&#32;**&#119;ord',
      [paragraph(text('bold ', 'bold'), text('word'))],
    ],
    [
      'marks that overlap',
      '**&#97;_b_**_c_',
      [paragraph(text('a', 'bold'), text('b', 'bold', 'italic'), text('c', 'italic'))],
    ],
    [
      'a link with a title',
      '[here](https://example.org/a "so &#34;it&#34; is")',
      [paragraph(link('here', 'https://example.org/a', 'so "it" is'))],
    ],
    [
      'a link that needs brackets',
      '[a](<https://example.org/a_(b)>)',
      [paragraph(link('a', 'https://example.org/a_(b)'))],
    ],
    ['a fact', 'In {{currency}}.', [paragraph(text('In '), fact('currency'), text('.'))]],
    ['line breaks', 'one\\\ntwo<br>', [paragraph(text('one'), br, text('two'), br)]],
    [
      'a break in a heading',
      '# one<br>two',
      [{ type: 'heading', attrs: { level: 1 }, content: [text('one'), br, text('two')] }],
    ],
    [
      'an empty paragraph',
      'a\n\n<p></p>\n\nb',
      [paragraph(text('a')), paragraph(), paragraph(text('b'))],
    ],
    [
      'footnotes',
      'a[^1] b[^2]\n\n[^1]: *x*\n\n[^2]: y',
      [paragraph(text('a'), footnote(text('x', 'italic')), text(' b'), footnote(text('y')))],
    ],
    [
      'a list in a list',
      '- a\n  - b\n- c',
      [
        bullets(
          entry(paragraph(text('a')), bullets(entry(paragraph(text('b'))))),
          entry(paragraph(text('c'))),
        ),
      ],
    ],
    [
      'a list of whole texts',
      '- a\n\n  b\n\n- c',
      [bullets(entry(paragraph(text('a')), paragraph(text('b'))), entry(paragraph(text('c'))))],
    ],
    [
      'numbers from nine',
      '9. a\n10. b',
      [numbers(9, entry(paragraph(text('a'))), entry(paragraph(text('b'))))],
    ],
    [
      'lists side by side',
      '- a\n\n* b\n\n- c',
      [
        bullets(entry(paragraph(text('a')))),
        bullets(entry(paragraph(text('b')))),
        bullets(entry(paragraph(text('c')))),
      ],
    ],
    ['lists that begin with lists', '- * -', [bullets(entry(bullets(entry(bullets(entry())))))]],
    [
      'tasks',
      '- [ ] a\n- [x] b\n- [ ]',
      [
        {
          type: 'taskList',
          content: [
            task(false, paragraph(text('a'))),
            task(true, paragraph(text('b'))),
            task(false),
          ],
        },
      ],
    ],
    [
      'a task without words',
      '- [x]\n\n  # a',
      [{ type: 'taskList', content: [task(true, { type: 'heading', content: [text('a')] })] }],
    ],
    [
      'a quote',
      '> a\n>\n> b',
      [{ type: 'blockquote', content: [paragraph(text('a')), paragraph(text('b'))] }],
    ],
    [
      'quotes side by side',
      '> a\n\n> b',
      [
        { type: 'blockquote', content: [paragraph(text('a'))] },
        { type: 'blockquote', content: [paragraph(text('b'))] },
      ],
    ],
    [
      'a callout',
      '> [!ADAPT]\n> a',
      [{ type: 'callout', attrs: { kind: 'adapt' }, content: [paragraph(text('a'))] }],
    ],
    [
      'code',
      '```ts\nlet a;\n```',
      [{ type: 'codeBlock', attrs: { language: 'ts' }, content: [text('let a;')] }],
    ],
    ['code with a fence in it', '````\n```\n````', [{ type: 'codeBlock', content: [text('```')] }]],
    ['a divider', '___', [{ type: 'horizontalRule' }]],
    [
      'a picture',
      `![A shop](${SOURCE}){width=60}\nIn *Ghent*`,
      [
        {
          type: 'image',
          attrs: { src: SOURCE, alt: 'A shop', width: 60 },
          content: [text('In '), text('Ghent', 'italic')],
        },
      ],
    ],
    [
      'a decoration',
      `![](${SOURCE}){decorative}`,
      [{ type: 'image', attrs: { src: SOURCE, decorative: true } }],
    ],
    [
      'a place for a picture',
      '![later]()',
      [{ type: 'image', attrs: { src: null, alt: 'later' } }],
    ],
    [
      'a table',
      '| a | b |\n| --- | --: |\n| c\\|d |  |',
      [
        table(
          row(head('a'), head('b', { align: 'right' })),
          row(cell('c|d'), cell('', { align: 'right' })),
        ),
      ],
    ],
    [
      'a table with a span',
      '<table>\n<tr>\n<th colspan="2" align="center">\n\n  a\n\n</th>\n</tr>\n<tr>\n<td>\n</td>\n<td>\n\n  b\n\n</td>\n</tr>\n</table>',
      [table(row(head('a', { colspan: 2, align: 'center' })), row(cell(''), cell('b')))],
    ],
  ] as const)('writes %s', (_, markdown, blocks) => {
    expect(printed(...blocks)).toBe(`${markdown}\n`);
  });

  it('keeps what the fuzz once found: a footnote inside a link, a noncharacter beside a mark', () => {
    printed(
      paragraph(
        link('a', 'chapter:first-steps#abc'),
        footnote(),
        link('b', 'chapter:first-steps#abc'),
      ),
    );
    printed({
      type: 'heading',
      attrs: { level: 1 },
      content: [text('\ufdd0a', 'bold'), text('*', 'bold', 'strike')],
    });
  });

  it('writes nothing for a chapter without words', () => {
    expect(printed()).toBe('');
    expect(printed(paragraph(), paragraph())).toBe('');
  });
});

describe('text that looks like something else', () => {
  it.each([
    '# not a heading',
    '- not a list',
    '+ x',
    '1. x',
    '1) x',
    '> x',
    '***',
    '---',
    '___',
    '===',
    '```',
    '~~~',
    '    four spaces',
    '| a | b |',
    '[x](y)',
    '![x](y)',
    '[^1]',
    '[^1]: x',
    '{{legal_form}}',
    '[!NOTE]',
    '[ ] x',
    '[x] y',
    '<br>',
    '<p></p>',
    '<table>',
    '<b>bold</b>',
    '<!-- x -->',
    '<https://example.org>',
    '&amp;',
    '&#35;',
    ':::',
    '::: note',
    '*a*',
    '_a_',
    '__a__',
    '~~a~~',
    '`a`',
    '\\',
    '\\*',
    'a\\',
    '[foo]: /bar',
    'snake_case_word',
    '2*3*4',
    ' edges ',
    '\u00a0',
    '\ufeffx',
    '#',
    '## x ##',
    'title: x',
    'a | b',
    '*',
    '**',
    '[',
    ']',
    '](',
    '{width=50}',
    '\u2028',
    '!',
  ])('[MD5] stays text: %j', (words) => {
    const contexts = [
      [paragraph(text(words))],
      [paragraph(text('a'), br, text(words))],
      [{ type: 'heading', attrs: { level: 3 }, content: [text(words)] }],
      [bullets(entry(paragraph(text(words))))],
      [{ type: 'blockquote', content: [paragraph(text(words))] }],
      [paragraph(footnote(text(words)), text(words))],
      [paragraph(link(words, 'https://example.org'), text(words, 'bold'))],
      [{ type: 'image', attrs: { src: SOURCE, alt: words }, content: [text(words)] }],
      [table(row(head(words)), row(cell(words)))],
      [{ type: 'codeBlock', content: [text(words)] }],
    ];
    for (const blocks of contexts) printed(...blocks);
  });

  it('[MD5] never begins front matter', () => {
    expect(printed({ type: 'horizontalRule' }, paragraph(text('---')))).not.toMatch(/^---/m);
  });

  it('[MD5] leaves HTML in a file as text', () => {
    expect(first('<script>alert(1)</script>')).toMatchObject({
      type: 'paragraph',
      content: [{ text: '<script>alert(1)</script>' }],
    });
    expect(first('<table><tr><td>x</td></tr></table>')?.type).toBe('paragraph');
    expect(first('<table onload="x">\n<tr>\n</tr>\n</table>')?.type).toBe('paragraph');
  });
});

describe('Markdown from elsewhere', () => {
  it('[MD6] makes a link of a picture that is not ours, and fetches nothing', () => {
    const { doc, problems } = parseChapter('a ![A *shop*](https://example.org/a.png) b');
    expect(doc.content[0]).toMatchObject({
      content: [
        { text: 'a ' },
        { text: 'A shop', marks: [{ type: 'link', attrs: { href: 'https://example.org/a.png' } }] },
        { text: ' b' },
      ],
    });
    expect(problems).toEqual([]);
  });

  it('[MD6] keeps the words of a link that is not allowed, and says where it stood', () => {
    const { doc, problems } = parseChapter('ok\n\n[x](javascript:alert(1))\n', { file: 'a.md' });
    expect(doc.content[1]).toMatchObject({ content: [{ text: 'x', marks: [] }] });
    expect(problems).toMatchObject([{ at: 'a.md', line: 3 }]);
  });

  it('[MD4] splits a paragraph at its pictures', () => {
    const { doc } = parseChapter(`one ![x](${SOURCE}) two ![y](${SOURCE})\nthree`);
    expect(kinds(doc)).toEqual(['paragraph', 'image', 'paragraph', 'image']);
    expect(doc.content[3]).toMatchObject({ content: [{ text: 'three' }] });
  });

  it('[MD4] asks for pictures by the names that the file has for them', () => {
    const asked: string[] = [];
    const imageSource = (src: string) => {
      asked.push(src);
      return SOURCE;
    };
    expect(parseChapter('![x](photos/a.jpg)', { imageSource }).doc.content[0]?.type).toBe('image');
    expect(asked).toEqual(['photos/a.jpg']);
  });

  it('[MD4] keeps a footnote of several paragraphs, one used twice, and one that nothing uses', () => {
    const { doc, problems } = parseChapter(
      'a[^x] b[^X]\n\n[^x]: one\n    goes on\n\n    two\n\n[^y]: alone\n',
    );
    const note = { type: 'footnote', content: [{ text: 'one goes on' }, br, { text: 'two' }] };
    expect(doc.content[0]).toMatchObject({ content: [{}, note, {}, note] });
    expect(doc.content[1]).toMatchObject({ content: [{ text: 'alone' }] });
    expect(problems).toMatchObject([{ line: 8 }]);
  });

  it('[MD4] does not let one footnote grow into a huge chapter', () => {
    const { doc, problems } = parseChapter(
      `${'a[^x] '.repeat(1_000)}\n\n[^x]: ${'b'.repeat(1_000)}`,
    );
    expect(JSON.stringify(doc).length).toBeLessThan(300_000);
    expect(problems).toHaveLength(899);
    expect(parseChapter(printChapter(doc)).doc).toEqual(doc);
  });

  it('[MD4] tells GitHub’s alerts, tasks among entries, and text behind a list apart', () => {
    expect(first('> [!IMPORTANT]\n> x')).toMatchObject({
      type: 'callout',
      attrs: { kind: 'note' },
    });
    expect(first('> [!Other]\n> x')?.type).toBe('blockquote');
    expect(kinds(parseChapter('- a\n- [x] b\n- c').doc)).toEqual([
      'bulletList',
      'taskList',
      'bulletList',
    ]);
  });

  it('[MD3] reads thousands of openings that nothing closes, and writes them again', () => {
    for (const piece of ['[', '![', '[^', '{{', '<table>\n', '> ', '*a_', '`', '- ', '| a ']) {
      const { doc } = parseChapter(piece.repeat(2_000));
      expect(parseChapter(printChapter(doc)).doc).toEqual(doc);
    }
  });
});
