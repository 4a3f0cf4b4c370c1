import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  type Loss,
  lossesIn,
  unnamedDeletions,
  writeBack,
} from '#client/chapter/merging/dropped-words.ts';
import { Deletions } from '#shared/protocol/protocol.ts';

function docWith(...texts: string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const text of texts) {
    const element = new Y.XmlElement('paragraph');
    element.insert(0, [new Y.XmlText(text)]);
    doc.getXmlFragment('default').push([element]);
  }
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function lineOf(doc: Y.Doc, index: number): Y.XmlText {
  const element = doc.getXmlFragment('default').get(index);
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error('There is no line.');
  return text;
}

/** What `mine` loses when it hears of what `theirs` did. */
function lossesOf(mine: Y.Doc, theirs: Y.Doc): readonly Loss[] {
  const update = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine));
  const losses: Loss[] = [];
  const listen = (transaction: Y.Transaction): void => {
    const unnamed = unnamedDeletions(transaction, [update]);
    const lost = new Deletions();
    lost.add(unnamed.filter(({ clientId }) => clientId === mine.clientID));
    losses.push(...lossesIn(transaction, lost));
  };
  mine.on('afterTransaction', listen);
  Y.applyUpdate(mine, update);
  mine.off('afterTransaction', listen);
  return losses;
}

it('finds the words that went down with a block deleted unseen, in the order of the text', () => {
  const mine = docWith('One', 'Two');
  const own = copyOf(mine);
  const theirs = copyOf(mine);
  const line = lineOf(own, 1);
  line.insert(3, ' beta');
  line.insert(0, 'alpha ');
  theirs.getXmlFragment('default').delete(1, 1);
  expect(lossesOf(own, theirs).map(({ text }) => text)).toEqual(['alpha  beta']);
});

it('finds nothing when the words were seen and deleted, or stay', () => {
  const own = docWith('One', 'Two');
  lineOf(own, 1).insert(3, ' beta');
  const seen = copyOf(own);
  seen.getXmlFragment('default').delete(1, 1);
  expect(lossesOf(own, seen)).toEqual([]);
  const elsewhere = copyOf(own);
  lineOf(own, 0).insert(3, ' alpha');
  elsewhere.getXmlFragment('default').insert(0, [new Y.XmlElement('horizontalRule')]);
  expect(lossesOf(own, elsewhere)).toEqual([]);
});

it('tells seen words from unseen ones in the same line', () => {
  const own = docWith('One');
  lineOf(own, 0).insert(3, ' seen');
  const theirs = copyOf(own);
  lineOf(own, 0).insert(8, ' unseen');
  theirs.getXmlFragment('default').delete(0, 1);
  expect(lossesOf(own, theirs).map(({ text }) => text)).toEqual([' unseen']);
});

it('puts words back where their block stood, also when others moved', () => {
  const own = docWith('One', 'Two', 'Three');
  const theirs = copyOf(own);
  lineOf(own, 1).insert(3, ' mine');
  theirs.getXmlFragment('default').delete(1, 1);
  theirs.getXmlFragment('default').insert(0, [new Y.XmlElement('horizontalRule')]);
  const [loss] = lossesOf(own, theirs);
  if (loss) writeBack(own, loss);
  expect(own.getXmlFragment('default').toString()).toBe(
    '<horizontalrule></horizontalrule><paragraph>One</paragraph><paragraph> mine</paragraph><paragraph>Three</paragraph>',
  );
});

it('lets the editor undo what was put back', () => {
  const own = docWith('One', 'Two');
  const theirs = copyOf(own);
  lineOf(own, 1).insert(3, ' mine');
  theirs.getXmlFragment('default').delete(1, 1);
  const [loss] = lossesOf(own, theirs);
  const fragment = own.getXmlFragment('default');
  const before = fragment.toString();
  const undo = new Y.UndoManager(fragment, { trackedOrigins: new Set([ySyncPluginKey]) });
  if (loss) writeBack(own, loss);
  expect(fragment.toString()).toContain(' mine');
  undo.undo();
  expect(fragment.toString()).toBe(before);
});
