import { defaultDeleteFilter, defaultProtectedNodes, ySyncPluginKey } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keepOthersWords } from '#client/chapter/writing/others-words.ts';
import { SeededRandom } from '#tests/support/random.ts';

/** Two people at one chapter, the first of whom can take back. */
class Pair {
  readonly mine = new Y.Doc();
  readonly theirs = new Y.Doc();
  readonly undoManager: Y.UndoManager;

  constructor(...texts: string[]) {
    this.fragment(this.mine).push(
      texts.map((text) => block('paragraph', text, text.toLowerCase())),
    );
    this.meet();
    this.undoManager = new Y.UndoManager(this.fragment(this.mine), {
      trackedOrigins: new Set([ySyncPluginKey]),
      captureTimeout: 0,
      // As the editor's: a paragraph in which there is still something is not deleted.
      deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    });
    keepOthersWords(this.undoManager);
  }

  fragment(doc: Y.Doc): Y.XmlFragment {
    return doc.getXmlFragment('default');
  }

  /** Makes another element of a block, as the editor does when its kind changes. */
  change(index: number, tag: string): void {
    const fragment = this.fragment(this.mine);
    const text = words(fragment)[index] ?? '';
    const element = fragment.get(index);
    const id = element instanceof Y.XmlElement ? element.getAttribute('id') : undefined;
    this.mine.transact(() => {
      fragment.delete(index, 1);
      fragment.insert(index, [block(tag, text, id)]);
    }, ySyncPluginKey);
    this.meet();
  }

  theyType(index: number, text: string): void {
    const line = lineOf(this.fragment(this.theirs), index);
    line.insert(line.length, text);
    this.meet();
  }

  type(index: number, text: string): void {
    const line = lineOf(this.fragment(this.mine), index);
    this.mine.transact(() => line.insert(line.length, text), ySyncPluginKey);
    this.meet();
  }

  /** A block of one's own at the end. */
  add(text: string, id = 'new'): void {
    const fragment = this.fragment(this.mine);
    this.mine.transact(() => fragment.push([block('paragraph', text, id)]), ySyncPluginKey);
    this.meet();
  }

  /** The places of the blocks that somebody wrote, not those in which words were kept. */
  linesWithId(): readonly number[] {
    return this.fragment(this.mine)
      .toArray()
      .flatMap((one, index) =>
        one instanceof Y.XmlElement && one.getAttribute('id') !== undefined ? [index] : [],
      );
  }

  /** A quotation that both have, and lines in it. */
  addQuote(text: string): void {
    const quote = new Y.XmlElement('blockquote');
    quote.insert(0, [block('paragraph', text, 'quoted')]);
    this.fragment(this.theirs).push([quote]);
    this.meet();
  }

  /** A line in the quotation and one at the chapter's beginning, in one step. */
  quote(text: string): void {
    const fragment = this.fragment(this.mine);
    this.mine.transact(() => {
      quoteIn(fragment).push([block('heading', text, 'new')]);
      fragment.insert(0, [block('paragraph', text, 'first')]);
    }, ySyncPluginKey);
    this.meet();
  }

  theyQuote(text: string): void {
    const quote = quoteIn(this.fragment(this.theirs));
    const line = lineOf(quote, quote.length - 1);
    line.insert(line.length, text);
    this.meet();
  }

  theyDeleteQuote(): void {
    const fragment = this.fragment(this.theirs);
    fragment.delete(fragment.toArray().indexOf(quoteIn(fragment)), 1);
    this.meet();
  }

  redo(): void {
    this.undoManager.redo();
    this.meet();
  }

  undo(): void {
    this.undoManager.undo();
    this.meet();
  }

  meet(): void {
    Y.applyUpdate(this.theirs, Y.encodeStateAsUpdate(this.mine));
    Y.applyUpdate(this.mine, Y.encodeStateAsUpdate(this.theirs));
  }
}

function block(tag: string, text: string, id: string | undefined): Y.XmlElement {
  const element = new Y.XmlElement(tag);
  if (id !== undefined) element.setAttribute('id', id);
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

function quoteIn(fragment: Y.XmlFragment): Y.XmlElement {
  const quote = fragment
    .toArray()
    .find((one) => one instanceof Y.XmlElement && one.nodeName === 'blockquote');
  if (!(quote instanceof Y.XmlElement)) throw new Error('There is no quotation.');
  return quote;
}

function lineOf(fragment: Y.XmlFragment, index: number): Y.XmlText {
  const element = fragment.get(index);
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error('There is no line.');
  return text;
}

/** The lines that are not empty: a paragraph that the editor protects may stay without words. */
function words(fragment: Y.XmlFragment): string[] {
  return fragment.toArray().flatMap((one) => {
    const line = one instanceof Y.XmlElement ? one.get(0) : undefined;
    return line instanceof Y.XmlText && line.length > 0 ? [line.toString()] : [];
  });
}

describe('taking back a step of one’s own', () => {
  it('keeps what somebody else wrote in what it made, in the block that takes its place', () => {
    const pair = new Pair('One', 'Two', 'Three');
    pair.change(1, 'heading');
    pair.theyType(1, ' and theirs');
    pair.undo();
    for (const doc of [pair.mine, pair.theirs])
      expect(words(pair.fragment(doc))).toEqual(['One', 'Two and theirs', 'Three']);
  });

  it('keeps it also when the step before is taken back', () => {
    const pair = new Pair('One');
    pair.type(0, '!');
    pair.change(0, 'heading');
    pair.theyType(0, ' and theirs');
    pair.undo();
    pair.undo();
    expect(words(pair.fragment(pair.theirs))).toEqual(['One and theirs']);
  });

  it('has it once when the step is made again', () => {
    const pair = new Pair('One');
    pair.change(0, 'heading');
    pair.theyType(0, ' and theirs');
    pair.undo();
    pair.redo();
    expect(words(pair.fragment(pair.theirs))).toEqual(['One and theirs']);
  });

  it('keeps what somebody wrote in a block that goes altogether, and has it once again with it', () => {
    const pair = new Pair('One');
    pair.add('Mine');
    pair.theyType(1, ' and theirs');
    pair.undo();
    expect(words(pair.fragment(pair.theirs))).toEqual(['One', ' and theirs']);
    pair.redo();
    expect(words(pair.fragment(pair.theirs))).toEqual(['One', 'Mine and theirs']);
  });

  it('leaves it where it was kept when the step made again cannot bring it back', () => {
    const pair = new Pair('One');
    pair.addQuote('Quoted');
    pair.quote('Mine');
    pair.theyQuote(' and theirs');
    pair.undo();
    expect(words(pair.fragment(pair.theirs))).toContain(' and theirs');
    pair.theyDeleteQuote();
    pair.redo();
    expect(words(pair.fragment(pair.theirs))).toContain(' and theirs');
  });

  it('keeps it however often the step is taken back and made again', () => {
    const pair = new Pair('One');
    pair.add('Mine');
    pair.theyType(1, ' and theirs');
    for (let round = 0; round < 3; round += 1) {
      pair.undo();
      expect(words(pair.fragment(pair.theirs))).toEqual(['One', ' and theirs']);
      pair.redo();
      expect(words(pair.fragment(pair.theirs))).toEqual(['One', 'Mine and theirs']);
    }
  });

  it('keeps it when the step that made the block is taken back after the one that changed it', () => {
    const pair = new Pair('One');
    pair.add('Mine');
    pair.change(1, 'heading');
    pair.theyType(1, ' and theirs');
    for (let round = 0; round < 3; round += 1) {
      pair.undo();
      expect(words(pair.fragment(pair.theirs))).toEqual(['One', 'Mine and theirs']);
      pair.undo();
      expect(words(pair.fragment(pair.theirs))).toEqual(['One', ' and theirs']);
      pair.redo();
      pair.redo();
      expect(words(pair.fragment(pair.theirs))).toEqual(['One', 'Mine and theirs']);
    }
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'has each of their words once, whatever is taken back and made again (seed %i)',
    (seed) => {
      const random = new SeededRandom(seed);
      const pair = new Pair('One', 'Two');
      const theirs: string[] = [];
      for (let step = 0; step < 40; step += 1) {
        const lines = pair.linesWithId();
        const line = random.pick(lines) ?? 0;
        const act = random.below(8);
        if (act < 2 && lines.length > 0) {
          theirs.push(`[${step}]`);
          pair.theyType(line, `[${step}]`);
        } else if (act === 2) pair.add(`Mine ${step}`, `new${step}`);
        else if (act === 3 && lines.length > 0)
          pair.change(line, random.pick(['heading', 'paragraph']) ?? '');
        else if (act === 4 && lines.length > 0) pair.type(line, 'm');
        else if (act === 5) pair.redo();
        else pair.undo();
        const there =
          words(pair.fragment(pair.theirs))
            .join('|')
            .match(/\[\d+\]/g) ?? [];
        expect([...there].sort()).toEqual([...theirs].sort());
      }
    },
  );

  it('takes back what is one’s own alone, and can do it again', () => {
    const pair = new Pair('One');
    pair.change(0, 'heading');
    pair.undo();
    expect(words(pair.fragment(pair.mine))).toEqual(['One']);
    expect(pair.undoManager.redoStack).toHaveLength(1);
  });
});
