import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockJson } from '#shared/content/content.ts';
import {
  blockOfCanonical,
  canonicalJson,
  hashBlock,
  normal,
  plainText,
  sameness,
  sanitize,
  sanitizeBlock,
  wordCount,
  words,
} from '#shared/content/content.ts';

function block(raw: unknown): BlockJson {
  const json = sanitizeBlock(raw);
  if (json === undefined) throw new Error('not a block');
  return json;
}
const text = (value: string, ...marks: unknown[]) => ({ type: 'text', text: value, marks });
const link = (href: string) => ({ type: 'link', attrs: { href } });
const paragraph = (id: string | null, ...content: unknown[]) => ({
  type: 'paragraph',
  attrs: { id },
  content,
});

describe('canonicalJson', () => {
  it('is the exact content, with sorted keys, without the own id and without defaults', () => {
    const list = block({
      type: 'orderedList',
      attrs: { id: 'list1', start: 1 },
      content: [
        {
          type: 'listItem',
          attrs: { id: 'item1' },
          content: [paragraph('x', text('a', { type: 'bold' }, link('#a')))],
        },
      ],
    });
    expect(canonicalJson(list)).toBe(
      '{"content":[{"attrs":{"id":"item1"},"content":[{"content":[{"marks":[{"attrs":{"href":"#a"},"type":"link"},{"type":"bold"}],"text":"a","type":"text"}],"type":"paragraph"}],"type":"listItem"}],"type":"orderedList"}',
    );
    expect(blockOfCanonical(canonicalJson(list))).toEqual({
      ...list,
      attrs: { id: null, start: 1 },
    });
  });

  it('never changes for what was written before: these hashes are in databases', () => {
    expect(hashBlock(block(paragraph('any', text('Food'))))).toBe(
      '66f003e57d9006970496b9da5deabd2bb80425a3914c8f69cffe589741f49835',
    );
  });

  it('throws for what is no block', () => {
    expect(() => blockOfCanonical('{"type":"text","text":""}')).toThrow(RangeError);
  });
});

describe('sameness', () => {
  const same = (one: unknown, other: unknown) => sameness(block(one)) === sameness(block(other));

  it('leaves ids, spaces and link targets out', () => {
    expect(
      same(
        paragraph(
          'a',
          text('  Buy  '),
          text('here', link('https://a.eu')),
          text(', there', link('https://b.eu')),
        ),
        paragraph('b', text('Buy '), text('here, there', link('https://c.eu')), text(' ')),
      ),
    ).toBe(true);
    const listed = (id: string) => ({
      type: 'bulletList',
      content: [{ type: 'listItem', attrs: { id }, content: [paragraph(null, text('a'))] }],
    });
    expect(same(listed('a'), listed('b'))).toBe(true);
  });

  it('sees words, marks, facts, breaks and attributes', () => {
    const one = paragraph(null, text('a b'));
    expect(same(one, paragraph(null, text('ab')))).toBe(false);
    expect(same(one, paragraph(null, text('a b', { type: 'bold' })))).toBe(false);
    expect(same(one, paragraph(null, text('a b', link('#a'))))).toBe(false);
    expect(same(one, { type: 'heading', attrs: { level: 1 }, content: [text('a b')] })).toBe(false);
    const fact = (name: string) => paragraph(null, { type: 'fact', attrs: { name } });
    expect(same(fact('city'), fact('country'))).toBe(false);
    const code = (value: string) => ({ type: 'codeBlock', content: [text(value)] });
    expect(same(code('a  b'), code('a b'))).toBe(false);
  });
});

describe('normal', () => {
  it('drops ids and empty paragraphs at the end, and fills what cannot be empty', () => {
    const doc = sanitize({
      content: [
        paragraph('a'),
        {
          type: 'bulletList',
          attrs: { id: 'b' },
          content: [{ type: 'listItem', attrs: { id: 'c' } }],
        },
        { type: 'table', content: [{ type: 'tableRow' }] },
        { type: 'taskList' },
        paragraph('d'),
        paragraph(null),
      ],
    });
    expect(normal(doc)).toEqual(
      sanitize({
        content: [
          paragraph(null),
          { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(null)] }] },
        ],
      }),
    );
    expect(normal(normal(doc))).toEqual(normal(doc));
  });
});

describe('words', () => {
  it('cuts a text without losing or splitting a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(words(value).join('')).toBe(value);
      }),
    );
    expect(words('It’s 3.5 kg, café!')).toEqual([
      'It’s',
      ' ',
      '3',
      '.',
      '5',
      ' ',
      'kg',
      ',',
      ' ',
      'café',
      '!',
    ]);
    expect(words('我们吃饭 ไทย')).toEqual(['我', '们', '吃', '饭', ' ', 'ไ', 'ท', 'ย']);
    expect(words('👩🏽‍🌾🇧🇪é')).toEqual(['👩🏽‍🌾', '🇧🇪', 'é']);
  });

  it('reads a chapter as lines, facts by their names, and counts its words', () => {
    const doc = sanitize({
      content: [
        paragraph(
          null,
          text('In '),
          { type: 'fact', attrs: { name: 'city' } },
          { type: 'footnote', content: [text('a note')] },
        ),
        {
          type: 'bulletList',
          content: [
            {
              type: 'listItem',
              content: [paragraph(null, text('one')), paragraph(null, text('two'))],
            },
          ],
        },
      ],
    });
    expect(plainText(doc)).toBe('In {city} (a note)\none\ntwo');
    expect(wordCount(doc)).toBe(6);
  });
});
