import { describe, expect, it } from 'vitest';
import { withoutRestore } from '#server/history/without-restore.ts';
import type { Block } from '#shared/content/content.ts';
import { paragraph } from '#tests/support/paragraphs.ts';

/** `'a b=changed'` as a block that says its own id and one that says something else. */
const chapter = (told: string): Block[] =>
  told.split(' ').flatMap((word) => {
    const [id = '', text = id] = word.split('=');
    return id === '' ? [] : [paragraph(id, text)];
  });

function undo(restore: { before: string; after: string; now: string }) {
  const { before, after, now } = restore;
  const made = { before: chapter(before), after: chapter(after) };
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

  it('[HI13] leaves the order to who moved something since', () => {
    const restore = { before: 'c b a', after: 'a b c d' };
    expect(undo({ ...restore, now: 'a b c d' })).toEqual(['c b a']);
    expect(undo({ ...restore, now: 'b a c d' })).toEqual(['b a c']);
    expect(undo({ before: 'x c b a', after: 'a b c', now: 'b a c' })).toEqual(['x b a c']);
  });
});
