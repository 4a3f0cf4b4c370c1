import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '#shared/content/content.ts';
import { blocksOf, canonicalJson, plainText, sanitize, withIds } from '#shared/content/content.ts';
import type { Change, LinePiece } from '#shared/merge/merge.ts';
import { compareBlocks } from '#shared/merge/merge.ts';
import { anyEdit, countedIds } from '../content/arbitrary-chapter.ts';

function blocks(...content: unknown[]): Block[] {
  return blocksOf(withIds(sanitize({ content }), countedIds()));
}
const text = (value: string, ...marks: unknown[]) => ({ type: 'text', text: value, marks });
const paragraph = (id: string | null, ...content: unknown[]) => ({
  type: 'paragraph',
  attrs: { id },
  content: content.map((one) => (typeof one === 'string' ? text(one) : one)),
});
const entry = (id: string | null, ...content: unknown[]) => ({
  type: 'listItem',
  attrs: { id },
  content,
});
const list = (id: string, ...content: unknown[]) => ({
  type: 'bulletList',
  attrs: { id },
  content,
});

/** Changes as a person would jot them down: `-gone- +come+ >moved> <left< ~formatted~`. */
function jot(changes: readonly Change[]): string {
  return changes.map(jotOne).join(' | ');
}
function jotOne(change: Change): string {
  switch (change.kind) {
    case 'same':
      return plainText(change.node);
    case 'added':
      return `+${plainText(change.node)}+`;
    case 'removed':
      return `-${plainText(change.node)}-`;
    case 'movedAway':
      return `<${plainText(change.node)}<`;
    default: {
      const marks = change.attributes.map(
        ({ name, before, after }) => `${name}:${before}→${after} `,
      );
      const inside =
        change.inside.kind === 'line'
          ? jotLine(change.inside.pieces)
          : change.inside.kind === 'tree'
            ? `[${jot(change.inside.changes)}]`
            : '';
      const moved = change.kind === 'moved' ? `${change.direction}>` : '';
      return `${moved}${marks.join('')}${inside}`;
    }
  }
}
function jotLine(pieces: readonly LinePiece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'footnote') return `(${jotLine(piece.pieces)})`;
      const sign = { same: '', added: '+', removed: '-', marked: '~' }[piece.kind];
      return `${sign}${plainText(piece.node)}${sign}`;
    })
    .join('');
}
const compared = (before: Block[], after: Block[]) => jot(compareBlocks(before, after));

describe('compareBlocks', () => {
  it('tells the later state in order, and nothing of the earlier twice', () => {
    fc.assert(
      fc.property(anyEdit, ({ before, after }) => {
        const changes = compareBlocks(before, after);
        const later = changes.filter(({ kind }) => kind !== 'removed' && kind !== 'movedAway');
        expect(later.map(({ node }) => canonicalJson(node))).toEqual(
          after.map(({ json }) => canonicalJson(json)),
        );
        const earlier = changes.flatMap((change) => {
          if (change.kind === 'added' || change.kind === 'movedAway') return [];
          return canonicalJson('before' in change ? change.before : change.node);
        });
        // An equal block may stand for one that differs in the ids inside it only.
        expect(earlier.length).toBe(before.length);
        expect(compareBlocks(before, before).every(({ kind }) => kind === 'same')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('tells a move by the words, where the id stayed with the emptied paragraph', () => {
    const before = blocks(paragraph('a', 'One'), paragraph('b', 'Two'), paragraph('c', 'Three'));
    const after = blocks(
      paragraph('a'),
      paragraph('b', 'Two'),
      paragraph('c', 'Three'),
      paragraph('n', 'One'),
    );
    expect(compared(before, after)).toBe('++ | <One< | Two | Three | down>One');
  });

  it('tells a move by the words, where others took the id', () => {
    const before = blocks(paragraph('a', 'One'), paragraph('b', 'Two'));
    const after = blocks(paragraph('a', 'Two'), paragraph('n', 'One'));
    expect(compared(before, after)).toMatch(/^(up>Two \| One \| <Two<|<One< \| Two \| down>One)$/);
  });

  it('does not take words that stand twice for moved', () => {
    const before = blocks(paragraph('a', 'One'), paragraph('b', 'Two'));
    const after = blocks(paragraph('a', 'One'), paragraph('b', 'Two'), paragraph('n', 'One'));
    expect(compared(before, after)).toBe('One | Two | +One+');
  });

  it('writes both lines in one: with the added words it is the later, with the removed the earlier', () => {
    fc.assert(
      fc.property(anyEdit, ({ before, after }) => {
        for (const change of compareBlocks(before, after)) {
          if (change.kind !== 'changed' || change.inside.kind !== 'line') continue;
          const read = (without: string) =>
            change.inside.kind === 'line' &&
            change.inside.pieces
              .filter(
                (piece) =>
                  piece.kind !== without &&
                  piece.kind !== 'footnote' &&
                  piece.node.type !== 'footnote',
              )
              .map((piece) => plainText(piece.node))
              .join('');
          const lineOf = (node: Block['json']) =>
            'content' in node
              ? [...node.content]
                  .filter((child) => child.type !== 'footnote')
                  .map((child) => plainText(child))
                  .join('')
              : '';
          expect(read('removed')).toBe(lineOf(change.node));
          expect(read('added')).toBe(lineOf(change.before));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows words that came and went, whole phrases together', () => {
    expect(
      compared(
        blocks(paragraph('a', 'We buy our food together every week, in bulk.')),
        blocks(paragraph('a', 'We buy our vegetables in common every week, in bulk.')),
      ),
    ).toBe('We buy our -food together-+vegetables in common+ every week, in bulk.');
  });

  it('shows a paragraph that was written anew as two', () => {
    expect(
      compared(
        blocks(paragraph('a', 'One thing was said here.')),
        blocks(paragraph('a', 'Now another, longer, is.')),
      ),
    ).toBe('-One thing was said here.-+Now another, longer, is.+');
  });

  it('shows what came, what went, and what moved as moved', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => paragraph(id, `This is ${id}`));
    expect(compared(blocks(a, b, c), blocks(c, a, d))).toBe(
      'up>This is c | This is a | -This is b- | +This is d+ | <This is c<',
    );
    expect(compared(blocks(a, b, c), blocks(b, paragraph('c', 'This is c!'), a))).toBe(
      '<This is a< | This is b | This is c+!+ | down>This is a',
    );
  });

  it('looks into lists and tables by their ids, and into quotes by their order', () => {
    expect(
      compared(
        blocks(
          list('l', entry('i', paragraph(null, 'one apple')), entry('j', paragraph(null, 'two'))),
        ),
        blocks(
          list(
            'l',
            entry('k', paragraph(null, 'three')),
            entry('j', paragraph(null, 'two')),
            entry('i', paragraph(null, 'one pear')),
          ),
        ),
      ),
    ).toBe('[+three+ | up>[two] | [one -apple-+pear+] | <two<]');
    const table = (...rows: string[][]) => ({
      type: 'table',
      attrs: { id: 't' },
      content: rows.map(([id, ...cells]) => ({
        type: 'tableRow',
        attrs: { id },
        content: cells.map((cell) => ({ type: 'tableCell', content: [paragraph(null, cell)] })),
      })),
    });
    expect(
      compared(
        blocks(table(['r', 'Price', '5 euro'])),
        blocks(table(['r', 'Price', '6 euro'], ['s', 'x'])),
      ),
    ).toBe('[[Price | [-5-+6+ euro]] | +x+]');
    const quote = (...lines: string[]) => ({
      type: 'blockquote',
      attrs: { id: 'q' },
      content: lines.map((line) => paragraph(null, line)),
    });
    expect(
      compared(blocks(quote('first line', 'second line')), blocks(quote('first', 'second line'))),
    ).toBe('[first- line- | second line]');
  });

  it('shows marks, attributes, types and footnotes that changed', () => {
    const bold = { type: 'bold' };
    const note = (value: string) => ({ type: 'footnote', content: [text(value)] });
    expect(
      compared(
        blocks(paragraph('a', 'Buy it now')),
        blocks(paragraph('a', 'Buy ', text('it now', bold))),
      ),
    ).toBe('Buy ~it now~');
    expect(
      compared(
        blocks(paragraph('a', 'Buy')),
        blocks({ ...paragraph('a', 'Buy'), type: 'heading', attrs: { id: 'a', level: 2 } }),
      ),
    ).toBe('type:paragraph→heading level:null→2 Buy');
    expect(
      compared(
        blocks(paragraph('a', 'Buy', note('see this'))),
        blocks(paragraph('a', 'Buy', note('see that'))),
      ),
    ).toBe('Buy(see -this-+that+)');
  });

  it('knows a block by its content when its id is new', () => {
    expect(
      compared(
        blocks(paragraph('a', 'One'), paragraph('b', 'Two')),
        blocks(paragraph('x', 'One'), paragraph('y', 'Three')),
      ),
    ).toBe('One | -Two- | +Three+');
  });
});
