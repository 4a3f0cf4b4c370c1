import { readFileSync } from 'node:fs';
import i18next, { type ResourceKey } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChangeView } from '#client/history/text/change-view.tsx';
import { blocksOf, sanitize, withIds } from '#shared/content/content.ts';
import { compareBlocks } from '#shared/merge/merge.ts';
import { countedIds } from '../../shared/content/arbitrary-chapter.ts';

beforeAll(async () => {
  const history: ResourceKey = JSON.parse(readFileSync('client/messages/en/history.json', 'utf8'));
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: { history } }, interpolation: { escapeValue: false } });
});

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const cell = (text: string) => ({ type: 'tableCell', content: [paragraph(text)] });
const row = (id: string, ...cells: string[]) => ({
  type: 'tableRow',
  attrs: { id },
  content: cells.map(cell),
});
const blocks = (block: object) => blocksOf(withIds(sanitize({ content: [block] }), countedIds()));
const withId = (type: string, ...content: object[]) => ({ type, attrs: { id: 'block' }, content });

/** The elements and words of a comparison; whose notes are which, their classes do not say here. */
function drawn(before: object, after: object): string {
  return compareBlocks(blocks(before), blocks(after))
    .map((change) => renderToStaticMarkup(<ChangeView change={change} />))
    .join('')
    .replaceAll(/<(\w+) [^>]*>/g, '<$1>');
}

describe('what moved', () => {
  it('is told where a table’s row is now, inside its first cell, and where it was', () => {
    const [head, flour, oil] = [
      row('h', 'What', 'Price'),
      row('f', 'Flour', '3'),
      row('o', 'Oil', '6'),
    ];
    const html = drawn(withId('table', head, flour, oil), withId('table', head, oil, flour));
    expect(html).toContain(
      '<tr><td><span>Moved here from further down</span><p>Oil</p></td><td><p>6</p></td></tr>',
    );
    expect(html).toContain('<tr><td><span>Moved away from here: “Oil 6”</span></td></tr>');
    // Nothing stands between rows and cells.
    expect(html).not.toMatch(/<(?:tbody|tr)>(?!<(?:tr|td)>)|<\/(?:tr|td)>(?!<\/?(?:tr|td|tbody)>)/);
  });

  it('is told in a row whose words changed as well', () => {
    const [head, flour] = [row('h', 'What', 'Price'), row('f', 'Flour', '3')];
    const before = withId('table', head, flour, row('o', 'Oil', 'six'));
    const html = drawn(before, withId('table', head, row('o', 'Oil', 'seven'), flour));
    expect(html).toContain('<td><span>Moved here from further down</span><p>Oil</p></td>');
    expect(html).toContain('<td><p><del>six</del><ins>seven</ins></p></td>');
  });

  it('is told inside a quote', () => {
    const [one, two] = [paragraph('One.'), paragraph('Two.')];
    const html = drawn(withId('blockquote', one, two), withId('blockquote', two, one));
    expect(html).toContain('<blockquote><span>Moved here from further down</span><p>Two.</p>');
  });

  it('is told of a cell, which stays one where it was', () => {
    const html = drawn(
      withId('table', row('r', 'One', 'Two', 'Three')),
      withId('table', row('r', 'Three', 'One', 'Two')),
    );
    expect(html).toMatch(/<tr><td><span>Moved here from further down<\/span><p>Three<\/p><\/td>/);
    expect(html).toContain('<td><span>Moved away from here: “Three”</span></td></tr>');
  });
});
