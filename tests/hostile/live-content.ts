/** What a program may write into a chapter's live text past every editor. One entry a payload. */
import type { LiveElement, LiveText } from '#tests/support/live-text.ts';

export interface Smuggled {
  readonly name: string;
  readonly content: readonly (LiveText | LiveElement)[];
  /** Words that must not come out anywhere. */
  readonly hidden?: RegExp;
}

const say = (text: string, marks = {}): LiveElement => ({
  tag: 'paragraph',
  content: [{ text, marks }],
});

/** Blocks in blocks, as deep as asked. */
function nested(tag: string, depth: number): LiveElement {
  let inner = say('innermost');
  for (let level = 0; level < depth; level += 1) inner = { tag, content: [inner] };
  return inner;
}

export const SMUGGLED: readonly Smuggled[] = [
  {
    name: 'an element that nobody knows',
    content: [{ tag: 'script', content: [{ text: 'alert(1)' }] }],
  },
  { name: 'a name that is a prototype’s', content: [{ tag: '__proto__' }, { tag: 'constructor' }] },
  { name: 'text outside of any block', content: [{ text: 'loose words' }] },
  {
    name: 'handlers',
    content: [
      { ...say('handled'), attrs: { onclick: 'alert(1)', style: 'position:fixed', srcdoc: 'x' } },
    ],
    hidden: /onclick|position:fixed|srcdoc/,
  },
  {
    name: 'links that run',
    content: [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      ' javascript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'file:///etc/passwd',
      '//evil.example',
      'blob:x',
      '&#106;avascript:x',
    ].map((href) =>
      say('leads nowhere', { link: { href, title: 'x', target: '_top', onclick: 'x' } }),
    ),
    hidden: /javascript:|data:text|vbscript|passwd|evil\.example/i,
  },
  {
    name: 'links that are no text',
    content: [
      say('linked', { link: { href: { toString: 'x' } } }),
      say('linked', { link: 7 as unknown as object }),
    ],
  },
  {
    name: 'marks that nobody knows',
    content: [
      say('marked', {
        blink: {},
        onerror: { x: 1 },
        'link--abcdefgh': { href: 'javascript:alert(1)' },
      }),
    ],
    hidden: /javascript:/,
  },
  {
    name: 'pictures from elsewhere',
    content: [
      'https://evil.example/x.png',
      'data:image/svg+xml,<svg onload=alert(1)>',
      '/api/me',
      '../../x',
      'images/../x.png',
      'file:///etc/passwd',
    ].map((src) => ({
      tag: 'image',
      attrs: { src, alt: 'a picture', onerror: 'alert(1)' },
      content: [{ text: 'caption' }],
    })),
    hidden: /evil\.example|svg\+xml|passwd|onerror/,
  },
  {
    name: 'numbers beyond all sense',
    content: [
      { tag: 'heading', attrs: { level: 1e9 }, content: [{ text: 'a heading' }] },
      {
        tag: 'orderedList',
        attrs: { start: -1e21 },
        content: [{ tag: 'listItem', content: [say('an item')] }],
      },
      {
        tag: 'table',
        content: [
          {
            tag: 'tableRow',
            content: [
              {
                tag: 'tableCell',
                attrs: { colspan: 1e9, rowspan: 1e9, align: 'x"><b' },
                content: [say('a cell')],
              },
            ],
          },
        ],
      },
      { tag: 'callout', attrs: { kind: '"><script>' }, content: [say('a callout')] },
    ],
  },
  {
    name: 'objects where texts belong',
    content: [
      { tag: 'image', attrs: { src: { a: 1 }, alt: ['x'], width: 'wide' } },
      { tag: 'codeBlock', attrs: { language: { a: 1 } }, content: [{ text: 'code' }] },
      { tag: 'fact', attrs: { name: '<b>' } },
    ],
  },
  {
    name: 'things in places where they may not stand',
    content: [
      { tag: 'listItem', content: [say('lost item')] },
      { tag: 'tableCell', content: [say('lost cell')] },
      { tag: 'paragraph', content: [say('a paragraph in a paragraph')] },
      { tag: 'bulletList', content: [say('no item')] },
      { tag: 'horizontalRule', content: [say('inside a rule')] },
    ],
  },
  {
    name: 'the same id many times',
    content: Array.from({ length: 5 }, (_, index) => ({
      ...say(`twin ${index}`),
      attrs: { id: 'twin' },
    })),
  },
  {
    name: 'ids that are none',
    content: [
      { ...say('odd id'), attrs: { id: '"><img src=x onerror=alert(1)>' } },
      { ...say('object id'), attrs: { id: { a: 1 } } },
    ],
    hidden: /onerror/,
  },
  { name: 'quotations 200 deep', content: [nested('blockquote', 200)] },
  { name: 'lists 200 deep', content: [nested('bulletList', 200)] },
  {
    name: 'an attribute of 5 MB',
    content: [
      { ...say('a large attribute'), attrs: { id: 'x'.repeat(5_000_000), big: 'y'.repeat(1_000) } },
    ],
  },
  {
    name: 'a table of nothing',
    content: [
      { tag: 'table' },
      { tag: 'table', content: [{ tag: 'tableRow' }] },
      { tag: 'bulletList' },
    ],
  },
  {
    name: 'footnotes in footnotes',
    content: [
      {
        tag: 'paragraph',
        content: [
          {
            tag: 'footnote',
            content: [{ tag: 'footnote', content: [{ text: 'deep note' }] }, { text: 'note' }],
          },
        ],
      },
    ],
  },
];
