import { Node as ProseNode } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { expect, it } from 'vitest';
import { standOf, whereaboutsOf } from '#client/chapter/writing/stand.ts';
import { schema } from '#shared/content/content.ts';

const chapter = (...blocks: (readonly [id: string, text: string])[]) =>
  ProseNode.fromJSON(schema, {
    type: 'doc',
    content: blocks.map(([id, text]) => ({
      type: 'paragraph',
      attrs: { id },
      ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
    })),
  });

const before = chapter(['a', 'Apples'], ['b', 'Pears and plums']);
/** Before “plums”. */
const stand = standOf(before, TextSelection.create(before, 19));

/** What has become of the block when the caret would stand at `at`: where it goes, if anywhere. */
function becomes(after: ProseNode, at: number) {
  const block = whereaboutsOf(stand, after, TextSelection.create(after, at));
  return block.kind === 'there' ? block.selection.head : block.kind;
}

it('is here as long as the caret stands among its words', () => {
  expect(becomes(before, 19)).toBe('here');
  expect(becomes(chapter(['b', 'Pears, apples and plums']), 3)).toBe('here');
});

it('is gone when the block is, or has no words', () => {
  expect(becomes(chapter(['a', 'Apples']), 2)).toBe('gone');
  expect(becomes(chapter(['a', 'Apples'], ['b', '']), 9)).toBe('gone');
});

it('is there where the block is, as far inside it as it has words', () => {
  expect(becomes(chapter(['b', 'Pears and plums'], ['c', ''], ['a', 'Apples']), 18)).toBe(11);
  expect(becomes(chapter(['b', 'Pears'], ['a', 'Apples']), 9)).toBe(6);
});
