import { Fragment, Node as ProseNode, Slice } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, it } from 'vitest';
import { idsFollow } from '#client/chapter/writing/ids-follow.ts';
import { schema } from '#shared/content/content.ts';

const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
});

/** As it is on the clipboard: what is pasted is given other ids by the editor. */
function withoutIds(slice: Slice): Slice {
  const nodes: ProseNode[] = [];
  slice.content.forEach((node) => void nodes.push(node.type.create({ id: null }, node.content)));
  return new Slice(Fragment.from(nodes), slice.openStart, slice.openEnd);
}

/** A chapter that somebody cuts from and pastes into. */
function open(...blocks: (readonly [id: string, text: string])[]) {
  const content = blocks.map(([id, text]) => paragraph(id, text));
  const doc = ProseNode.fromJSON(schema, { type: 'doc', content });
  let state = EditorState.create({ doc, plugins: [idsFollow()] });
  const place = (words: string): number => {
    let found = -1;
    state.doc.descendants((node, at) => {
      if (node.isText && node.text?.includes(words)) found = at + node.text.indexOf(words);
    });
    return found;
  };
  const select = (from: number, to: number) =>
    state.tr.setSelection(TextSelection.create(state.doc, from, to));
  let clipboard = Slice.empty;
  let pasteCount = 0;
  return {
    /** From these words to those. */
    cut(from: string, { to, upTo }: { readonly to?: string; readonly upTo?: string }) {
      const end = upTo === undefined ? place(to ?? '') + (to ?? '').length : place(upTo);
      const selected = select(place(from), end);
      clipboard = withoutIds(selected.selection.content());
      state = state.apply(selected.deleteSelection().setMeta('uiEvent', 'cut'));
    },
    breakBehind(words: string) {
      const at = place(words) + words.length;
      state = state.apply(state.tr.split(at).setNodeAttribute(at + 1, 'id', 'broken'));
      state = state.apply(select(at + 2, at + 2));
    },
    paste(before?: string) {
      const tr = before === undefined ? state.tr : select(place(before), place(before));
      pasteCount += 1;
      const id = `pasted${pasteCount}`;
      tr.replaceSelection(clipboard).setMeta('uiEvent', 'paste');
      tr.doc.forEach((node, at) => {
        if (node.attrs.id === null) tr.setNodeAttribute(at, 'id', id);
      });
      state = state.apply(tr);
    },
    says: () => {
      const said: string[] = [];
      state.doc.forEach(({ attrs, textContent }) => void said.push(`${attrs.id} ${textContent}`));
      return said;
    },
  };
}

it('gives a paragraph its id back where it is pasted, and the emptied one another', () => {
  const chapter = open(['a', 'One'], ['b', 'Two'], ['c', 'Three']);
  chapter.cut('One', { to: 'One' });
  expect(chapter.says()).toEqual(['a ', 'b Two', 'c Three']);
  chapter.breakBehind('Three');
  chapter.paste();
  const [emptied, ...rest] = chapter.says();
  expect(rest).toEqual(['b Two', 'c Three', 'a One']);
  expect(emptied).toMatch(/^\S{2,} $/);
});

it('leaves each its id when a paragraph is cut to the beginning of the next', () => {
  const chapter = open(['a', 'One'], ['b', 'Two'], ['c', 'Three']);
  chapter.cut('Two', { upTo: 'Three' });
  expect(chapter.says()).toEqual(['a One', 'c Three']);
  chapter.paste('One');
  expect(chapter.says()).toEqual(['b Two', 'a One', 'c Three']);
});

it('gives what is pasted twice an id of its own', () => {
  const chapter = open(['a', 'One'], ['b', 'Two']);
  chapter.cut('One', { upTo: 'Two' });
  chapter.paste('Two');
  chapter.paste('Two');
  const ids = chapter.says().map((line) => line.split(' ')[0]);
  expect(chapter.says().map((line) => line.split(' ')[1])).toEqual(['One', 'One', 'Two']);
  expect(new Set(ids).size).toBe(3);
  expect(ids).toEqual(expect.arrayContaining(['a', 'b']));
});

it('leaves the id with words of which a part is moved', () => {
  const chapter = open(['a', 'One and more'], ['b', 'Two']);
  chapter.cut(' and more', { to: ' and more' });
  chapter.paste('Two');
  expect(chapter.says()).toEqual(['a One', 'b  and moreTwo']);
});
