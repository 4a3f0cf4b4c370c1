import { describe, expect, it } from 'vitest';
import { standingOf, touchedToo, UNTOUCHED } from '#server/history/since-restore.ts';
import { withoutRestore } from '#server/history/without-restore.ts';
import type { Block } from '#shared/content/content.ts';
import { paragraph } from '#tests/support/paragraphs.ts';

/** `'a b=changed'` as a block that says its own id and one that says something else. */
const chapter = (told: string): Block[] =>
  told.split(' ').flatMap((word) => {
    const [id = '', text = id] = word.split('=');
    return id === '' ? [] : [paragraph(id, text)];
  });

interface Story {
  readonly before: string;
  readonly after: string;
  /** What it said in between. */
  readonly since?: readonly string[];
  readonly now: string;
}

function undo({ before, after, since = [], now }: Story) {
  const left = standingOf(chapter(after));
  const touched = since
    .map((told) => standingOf(chapter(told)))
    .reduce((touched, standing) => touchedToo(touched, left, standing), UNTOUCHED);
  const made = { before: chapter(before), after: chapter(after), touched };
  const { blocks, stayed } = withoutRestore(chapter(now), made);
  const told = blocks.map(({ id, json }) => {
    const text = JSON.stringify(json).match(/"text":"([^"]*)"/)?.[1];
    return text === id ? id : `${id}=${text}`;
  });
  return [told.join(' '), ...stayed];
}

describe('a chapter without a restore', () => {
  it('[HI13] is as before when nobody did anything since', () => {
    const before = 'c a=new x b';
    for (const after of ['a b', 'b a c', '', 'a=old y c z', before])
      expect(undo({ before, after, now: after })).toEqual([before]);
  });

  it('[HI13] keeps what was changed, put back, taken out or added since', () => {
    const restore = { before: 'a=1 b=1 c=1 d=1', after: 'a=0 b=0 e f' };
    expect(undo({ ...restore, now: 'a=0 b=2 e f' })).toEqual(['a=1 b=2 c=1 d=1', 'b']);
    expect(undo({ ...restore, now: 'a=0 e f' })).toEqual(['a=1 c=1 d=1', 'b']);
    expect(undo({ ...restore, now: 'a=0 b=0 e=2 f' })).toEqual(['a=1 b=1 e=2 c=1 d=1', 'e']);
    expect(undo({ ...restore, now: 'a=0 b=0 c=2 e f' })).toEqual(['a=1 b=1 c=2 d=1', 'c']);
    expect(undo({ ...restore, now: 'n a=0 m b=0 e f o' })).toEqual(['n a=1 m b=1 o c=1 d=1']);
  });

  it('[HI13] counts nothing that somebody made as it was before by hand', () => {
    expect(undo({ before: 'a=1 b=1', after: 'a=0', now: 'a=1 b=1' })).toEqual(['a=1 b=1']);
  });

  it('[HI13] brings the order back, but for what somebody moved since', () => {
    const restore = { before: 'c b a', after: 'a b c d' };
    expect(undo({ ...restore, now: 'a b c d' })).toEqual(['c b a']);
    expect(undo({ ...restore, now: 'b c a d' })).toEqual(['c a b']);
    const five = { before: '4 1 2 3 5', after: '1 2 3 4 5' };
    expect(undo({ ...five, now: '5 1 2 3 4' })).toEqual(['5 4 1 2 3']);
    expect(undo({ ...five, now: '5 1 n 2 3 m 4' })).toEqual(['5 4 1 n 2 3 m']);
    expect(undo({ ...five, before: 'x 4 1 2 3 5', now: '1 5 2 3 4' })).toEqual(['x 4 1 5 2 3']);
  });

  it('[HI13] leaves an order that the restore did not change', () => {
    const restore = { before: 'a x b=1 c d', after: 'a b=0 c d' };
    expect(undo({ ...restore, now: 'd c b=0 a' })).toEqual(['d c b=1 a x']);
  });

  it('[HI13] counts as changed what was changed only for a while', () => {
    const restore = { before: 'a=1 x b', after: 'a=0 b y' };
    const now = restore.after;
    expect(undo({ ...restore, since: ['a=2 b y'], now })).toEqual(['a=0 x b', 'a']);
    expect(undo({ ...restore, since: ['a=0 x b y', 'a=0 b'], now })).toEqual(['a=1 b y', 'x', 'y']);
    const order = { before: '4 1 2 3', after: '1 2 3 4', now: '1 2 3 4' };
    expect(undo({ ...order, since: ['4 1 2 3'] })).toEqual(['1 2 3 4']);
    expect(undo({ ...order, since: ['2 1 3 4'] })).toEqual(['4 1 2 3']);
  });

  it('[HI13] does nothing a second time', () => {
    const restores = [
      { before: 'c a=new x b', after: 'a b' },
      { before: 'c a=new x b', after: 'b a c' },
      { before: 'a b c d e', after: 'e d=2 c b a n' },
    ];
    for (const restore of restores) {
      const since = [restore.before];
      for (const now of [restore.after, 'b a', 'c b a', 'x a=new', 'n e d=2 a', '']) {
        const [text] = undo({ ...restore, since, now });
        expect(text).toBe(now);
      }
    }
  });
});
