import { describe, expect, it } from 'vitest';
import { countLineage, lineageOf, withSaid } from '#server/editions/lineage.ts';
import { type Block, sameness } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';

const id = (name: string) => name as BlockId;
const block = (name: string, text: string): Block => ({
  id: id(name),
  json: {
    type: 'paragraph',
    attrs: { id: id(name) },
    content: text === '' ? [] : [{ type: 'text', text, marks: [] }],
  },
});
const told = (upstream: readonly Block[], own: readonly Block[]) =>
  lineageOf(upstream, own).map(({ blockId, content }) => `${blockId} ${content}`);

const CORE = [block('a', 'One'), block('b', 'Two'), block('c', 'Three')];

describe('lineage', () => {
  it('is all inherited for the same text, whatever its spacing', () => {
    expect(told(CORE, CORE)).toEqual(['a inherited', 'b inherited', 'c inherited']);
    expect(told([block('a', 'One two')], [block('a', 'One  two')])).toEqual(['a inherited']);
  });

  it('tells adapted, added and omitted, in the order of the city’s chapter', () => {
    const own = [block('x', 'New'), block('a', 'One'), block('c', 'Drei')];
    expect(told(CORE, own)).toEqual(['x added', 'a inherited', 'b omitted', 'c adapted']);
  });

  it('puts what is omitted behind what it follows upstream, also when that moved', () => {
    expect(told(CORE, [block('c', 'Three'), block('a', 'One')])).toEqual([
      'c inherited',
      'a inherited',
      'b omitted',
    ]);
    expect(told(CORE, [])).toEqual(['a omitted', 'b omitted', 'c omitted']);
  });

  it('shows the upstream’s block where it differs, and only there', () => {
    const [adapted, ...rest] = lineageOf(CORE, [
      block('a', 'Eins'),
      block('b', 'Two'),
      block('c', 'Three'),
    ]);
    expect(JSON.parse(adapted?.upstream ?? '')).toMatchObject({ content: [{ text: 'One' }] });
    expect(rest.map(({ upstream }) => upstream)).toEqual([null, null]);
  });

  it('counts a translation as inherited while it is one of these very words', () => {
    const [a] = CORE;
    if (!a) throw new Error('there is a block');
    const lineage = lineageOf([a], [block('a', 'Uno')]);
    const said = (translates: typeof a, differsInSubstance: boolean) =>
      new Map([[a.id, { translates: sameness(translates.json), differsInSubstance }]]);
    const count = (map: ReturnType<typeof said>) => countLineage(withSaid(lineage, map));
    expect(count(new Map())).toMatchObject({ adapted: 1, inherited: 0 });
    expect(count(said(a, false))).toMatchObject({ adapted: 0, inherited: 1 });
    expect(count(said(a, true))).toMatchObject({ adapted: 1, inherited: 0 });
    expect(count(said(block('a', 'Older'), false))).toMatchObject({ adapted: 1, inherited: 0 });
  });
});
