import { Node } from '@tiptap/pm/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensions, sanitize, sanitizeBlock, schema } from '#shared/content/content.ts';

const HASH = 'a'.repeat(64);
const text = (value: string, ...marks: unknown[]) => ({ type: 'text', text: value, marks });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const node = (type: string, content: unknown[], attrs = {}) => ({ type, attrs, content });

/** Any tree of known and unknown names, anywhere. */
const anyTree = fc.letrec((tie) => ({
  node: fc.record(
    {
      type: fc.oneof(
        fc.constantFrom(...Object.keys(schema.nodes), 'script', 'toString'),
        fc.anything(),
      ),
      attrs: fc.oneof(
        fc.dictionary(
          fc.constantFrom('id', 'level', 'src', 'start', 'name', 'kind'),
          fc.anything(),
        ),
        fc.anything(),
      ),
      content: fc.oneof(fc.array(tie('node'), { maxLength: 4 }), fc.anything()),
      text: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
      marks: fc.oneof(
        fc.array(fc.record({ type: fc.constantFrom(...Object.keys(schema.marks), 'x') })),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  ),
})).node;

describe('sanitize', () => {
  it('makes a chapter that the schema accepts of anything at all', () => {
    fc.assert(
      fc.property(fc.array(anyTree), (content) => {
        const doc = sanitize({ type: 'doc', content });
        Node.fromJSON(schema, doc).check();
        expect(sanitize(doc)).toEqual(doc);
      }),
      { numRuns: 500 },
    );
    for (const odd of [undefined, null, 1, 'x', [], { content: [null, 1, [[]]] }]) {
      expect(sanitize(odd).content).toEqual([]);
    }
  });

  it('lets links lead only where links may lead', () => {
    const leads = (href: unknown) =>
      JSON.stringify(
        sanitize({ content: [paragraph(text('a', { type: 'link', attrs: { href } }))] }),
      ).includes('"link"');
    const good = [
      'https://a.eu',
      'HTTP://a.eu/x?y#z',
      'mailto:a@b.eu',
      'tel:+32 9',
      'chapter:food-co-op#ab',
      '#ab',
    ];
    expect(good.filter((href) => !leads(href))).toEqual([]);
    const bad = [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//evil.eu',
      '/x',
      'https:evil',
      'https://',
      'vbscript:x',
      '\u0001javascript:x',
      'chapter:../x',
      5,
      null,
      `https://a.eu/${'x'.repeat(3000)}`,
    ];
    expect(bad.filter(leads)).toEqual([]);
  });

  it('loads only pictures of the handbook', () => {
    const source = (src: unknown) => {
      const json = sanitizeBlock({ type: 'image', attrs: { src } });
      return json?.type === 'image' ? json.attrs.src : undefined;
    };
    expect(source(`images/${HASH}.png`)).toBe(`images/${HASH}.png`);
    for (const src of [
      `https://a.eu/${HASH}.png`,
      `images/../${HASH}.png`,
      `images/${HASH}.svg`,
      'x',
      3,
    ]) {
      expect(source(src)).toBeNull();
    }
  });

  it('strips control characters and half characters, and keeps lines only in code', () => {
    expect(sanitizeBlock(paragraph(text('a\u0000b\ud800c\nd\u2028\uffff')))).toMatchObject({
      content: [{ text: 'ab\ufffdc d\u2028' }],
    });
    expect(
      sanitizeBlock({ type: 'codeBlock', content: [text('a\r\n\tb'), text('c')] }),
    ).toMatchObject({
      content: [{ text: 'a\n\tbc' }],
    });
  });

  it('joins texts with the same marks, in the order of the schema', () => {
    const bold = { type: 'bold' };
    const italic = { type: 'italic' };
    expect(
      sanitizeBlock(
        paragraph(text('a', italic, bold), text('b', bold, italic, bold), text(''), text('c')),
      ),
    ).toMatchObject({
      content: [
        { text: 'ab', marks: [bold, italic] },
        { text: 'c', marks: [] },
      ],
    });
  });

  it('keeps the words of what stands where it may not', () => {
    const doc = sanitize({
      content: [
        text('loose'),
        node('listItem', [paragraph(text('item'))]),
        node('bulletList', [paragraph(text('bare')), node('taskItem', [text('task')])]),
        node('tableRow', [node('tableCell', [text('cell')])]),
      ],
    });
    const words = JSON.stringify(doc).match(/"text":"\w+"/g);
    expect(words).toHaveLength(5);
    expect(doc.content.map((json) => json.type)).toEqual([
      'paragraph',
      'paragraph',
      'bulletList',
      'paragraph',
    ]);
  });

  it('flattens lists below 16, quotes below 8 and tables inside tables', () => {
    const deep = (wrap: (inner: unknown) => unknown, times: number) => {
      let inner: unknown = paragraph(text('deep'));
      for (let level = 0; level < times; level++) inner = wrap(inner);
      return JSON.stringify(sanitize({ content: [inner] }));
    };
    const lists = deep((inner) => node('bulletList', [node('listItem', [inner])]), 30);
    expect([lists.match(/bulletList/g)?.length, lists.includes('deep')]).toEqual([16, true]);
    const quotes = deep((inner) => node('blockquote', [inner]), 30);
    expect([quotes.match(/blockquote/g)?.length, quotes.includes('deep')]).toEqual([8, true]);
    const tables = deep(
      (inner) => node('table', [node('tableRow', [node('tableCell', [inner])])]),
      5,
    );
    expect([tables.match(/"table"/g)?.length, tables.includes('deep')]).toEqual([1, true]);
    // So deep that nothing can walk it by recursion.
    for (const times of [70, 130, 100_000]) {
      expect(deep((inner) => node('blockquote', [inner]), times)).toContain('deep');
      expect(deep((inner) => node('bulletList', [node('listItem', [inner])]), times)).toContain(
        'deep',
      );
    }
  });

  it('keeps ids of top-level blocks, list items and rows, and no others', () => {
    const doc = sanitize({
      content: [
        node(
          'bulletList',
          [node('listItem', [node('paragraph', [], { id: 'no' })], { id: 'item1' })],
          { id: 'list1' },
        ),
        node('paragraph', [], { id: 'not an id' }),
      ],
    });
    expect(JSON.stringify(doc).match(/"id":("\w+"|null)/g)).toEqual([
      '"id":"list1"',
      '"id":"item1"',
      '"id":null',
      '"id":null',
    ]);
  });
});

describe('schema', () => {
  it('nests marks from the link to the code', () => {
    expect(Object.keys(schema.marks)).toEqual(['link', 'bold', 'italic', 'strike', 'code']);
  });
  it('needs no content anywhere, so that no edit of two people makes a block invalid', () => {
    for (const type of Object.values(schema.nodes))
      expect(type.validContent(Node.fromJSON(schema, { type: 'doc' }).content), type.name).toBe(
        true,
      );
    expect(extensions().length).toBeGreaterThan(20);
  });
});
