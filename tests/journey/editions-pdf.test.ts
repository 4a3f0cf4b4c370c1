/** The starter handbook's city editions as books, made by the built product and read by others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '#scripts/lab/product.ts';
import { type ExportReply, exported } from '#tests/support/exporting.ts';
import { ask, bookmarks, pages } from '#tests/support/poppler.ts';

/** What each city's book must say, in words that stand in running text, and of itself. */
const EDITIONS = [
  {
    slug: 'dublin',
    title: 'The food co-op handbook · Dublin',
    contents: 'Contents',
    sentences: [
      'a food co-op is founded as a co-operative society (industrial and provident society)',
      'It needs at least 7 founding members, and it is entered in the Registry of Friendly Societies.',
      'turn to the Irish Co-operative Organisation Society (ICOS)',
      'check again by 30 June 2027',
    ],
  },
  {
    slug: 'berlin',
    title: 'Das Handbuch für Food-Coops · Berlin',
    contents: 'Inhalt',
    sentences: ['eingetragene Genossenschaft (eG)', 'das Genossenschaftsregister', '30. Juni 2027'],
  },
] as const;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { STARTER_HANDBOOKS: '1' } });
}, 120_000);
afterAll(() => product?.stop());

const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('the book of', () => {
  for (const { slug, title, contents, sentences } of EDITIONS)
    describe(slug, () => {
      let pdf: Uint8Array;
      let reply: ExportReply;
      let printed: string[];
      beforeAll(async () => {
        const { results } = await product.owner.api.handbooks.list({ limit: 50 });
        const editions = results.flatMap((handbook) => handbook.editions);
        const edition = editions.find((one) => one.slug === slug);
        if (!edition) throw new Error(`There is no starter edition ${slug}.`);
        const asked = { editionId: edition.id, format: 'pdf' } as const;
        ({ bytes: pdf, reply } = await exported(product.url, product.owner, asked));
        printed = pages(pdf);
      }, 180_000);

      it('[PB7] is whole, tagged and keeps PDF/UA-1', () => {
        expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain(
          'No syntax or stream encoding errors',
        );
        expect(ask(pdf, 'pdfinfo', '-meta', 'FILE')).toContain('<pdfuaid:part>1</pdfuaid:part>');
        const told = ask(pdf, 'pdfinfo', 'FILE');
        expect(told).toMatch(new RegExp(`Title:\\s+${title}`));
        expect(told).toMatch(/Tagged:\s+yes/);
        const keys = reply.report.map(({ key }) => key);
        expect(keys).toContain('accessible');
        expect(keys).not.toContain('facts-missing');
        expect(keys).not.toContain('pictures-unreadable');
        expect(reply.byteCount).toBe(pdf.length);
      });

      it('[PB3] says the local facts where they belong, and leaves no gap', () => {
        const text = flat(printed.join('\n'));
        for (const sentence of sentences) expect(text).toContain(sentence);
        expect(text).not.toMatch(/\{\{|\[not filled|\[noch nicht/);
      });

      it('[PB10] gives in its contents the page that each chapter opens on', () => {
        const at = printed.findIndex((page) => page.trimStart().startsWith(contents));
        expect(at).toBeGreaterThan(0);
        const chapters = bookmarks(pdf).flatMap(({ title, depth }) => {
          const [, name] = /^\d+ (.+)$/.exec(title) ?? [];
          return depth === 0 && name !== undefined ? [name] : [];
        });
        expect(chapters).toHaveLength(8);
        const last = printed.findIndex((page, index) => index > at && opens(page, chapters[0]));
        const listed = flat(printed.slice(at, last).join('\n'));
        for (const name of chapters) {
          const escaped = flat(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
          const [, number] = new RegExp(`${escaped}[ .·]+(\\d+)`).exec(listed) ?? [];
          expect(number, `${name} in the contents`).toBeDefined();
          expect(opens(printed[Number(number) - 1] ?? '', name), `${name} on ${number}`).toBe(true);
        }
      });
    });
});

/** Whether a chapter of this name begins on this page. */
function opens(page: string, name: string | undefined): boolean {
  return name !== undefined && /^\s*(?:Chapter|Kapitel) \d/.test(page) && flat(page).includes(name);
}
