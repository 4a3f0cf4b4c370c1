import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { Deletions, deletedRanges, type StructRange } from '#shared/protocol/protocol.ts';
import { type LostLine, lostLines, writeBack } from '../merging/dropped-words.ts';
import { StandIns } from './stand-ins.ts';

/** Under this origin words are written that no step of one's own contains. */
const KEPT = 'others-words';
/** Blocks of one line of text. */
const LINES = new Set(['paragraph', 'heading']);

/**
 * Keeps others' words when one takes back a step of one's own. A paragraph made a heading is a new
 * element to Yjs, and undoing that deletes the element with whatever others have written in it since.
 * Their words go to the end of the block that takes its place, and where there is none, into a
 * paragraph of their own. Nobody's step contains them: taking back the one before leaves them.
 */
export const OthersWords = Extension.create({
  name: 'othersWords',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('othersWords'),
      view: (view) => ({
        destroy: keepOthersWords(yUndoPluginKey.getState(view.state).undoManager),
      }),
    }),
  ],
});

/** Watches the steps that are taken back and made again, until the returned function is called. */
export function keepOthersWords(undoManager: Y.UndoManager): () => void {
  const { doc } = undoManager;
  const keeper = new Keeper(doc);
  const look = (transaction: Y.Transaction): void => {
    const { currStackItem: step } = undoManager;
    if (transaction.origin === undoManager && step) keeper.look(transaction, step);
  };
  doc.on('afterTransaction', look);
  return () => doc.off('afterTransaction', look);
}

/** A paragraph that was made for others' words. */
interface Kept {
  readonly paragraph: Y.XmlElement;
  readonly text: string;
  /** Where the text stands. */
  readonly range: StructRange;
}

class Keeper {
  readonly #doc: Y.Doc;
  readonly #standIns: StandIns;
  /** Others' words that went down with a step of one's own: brought back they are others' again. */
  readonly #taken = new Deletions();
  #kept: readonly Kept[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#standIns = new StandIns(doc);
  }

  /** After a step was turned round: what it took from others is kept, and what it brought back stands once. */
  look(transaction: Y.Transaction, step: Step): void {
    const again = this.#noteBroughtBack(transaction, step);
    for (const [line, loss] of this.#lostIn(transaction, step)) this.#keep(line, loss);
    this.#takeAway(again);
  }

  /** Yjs brings words back as new ones, under the id of whoever brings them back. */
  #noteBroughtBack(transaction: Y.Transaction, { deletions }: Step): readonly StructRange[] {
    const again: StructRange[] = [];
    Y.iterateDeletedStructs(transaction, deletions, (struct) => {
      if (!(struct instanceof Y.Item) || struct.redone === null) return;
      const { id, length, redone } = struct;
      const source = { clientId: id.client, from: id.clock, to: id.clock + length };
      const isOfPurpose = this.#taken.partsOf(source).length === 0;
      again.push(...this.#standIns.add(source, redone.clock, { isOfPurpose }));
    });
    return again;
  }

  /** What others had written in what was deleted and stands nowhere else, by the element of each line. */
  #lostIn(transaction: Y.Transaction, step: Step): ReadonlyMap<Y.Item | null, LostLine> {
    const lost = new Deletions();
    for (const deleted of deletedRanges(transaction.deleteSet))
      lost.add(this.#takenOf(deleted, step));
    return lost.isEmpty ? new Map() : lostLines(transaction, lost);
  }

  /** What of a deleted range was others' words that the step did not mean, and stands nowhere else. */
  #takenOf(deleted: StructRange, step: Step): readonly StructRange[] {
    const taken = this.#standIns
      .find(deleted)
      .filter(({ at }) => !this.#standIns.areMeant(at, step));
    this.#taken.add(taken.map(({ at }) => at));
    return taken.flatMap(({ at, first }) => (this.#standIns.stand(first) ? [] : [at]));
  }

  #keep(line: Y.Item | null, loss: LostLine): void {
    const paragraph = keep(this.#doc, line, loss);
    // The text is the last that was written.
    const { clientID: clientId } = this.#doc;
    const to = Y.getState(this.#doc.store, clientId);
    const range = { clientId, from: to - loss.text.length, to };
    let clock = range.from;
    for (const part of loss.parts) {
      this.#standIns.add(part, clock, { isOfPurpose: false });
      clock += part.to - part.from;
    }
    if (paragraph) this.#kept = [...this.#kept, { range, text: loss.text, paragraph }];
  }

  /**
   * What is there again goes where it was kept, and where Yjs left it in a block that was to go; but a
   * paragraph that was made for it stays when somebody has written on in it.
   */
  #takeAway(again: readonly StructRange[]): void {
    const isAgain = ({ range }: Kept) =>
      this.#standIns.find(range).every(({ first }) => this.#standIns.stand(first, range));
    const fragment = this.#doc.getXmlFragment('default');
    this.#doc.transact(() => {
      for (const { text, paragraph } of this.#kept.filter(isAgain))
        if (paragraph.firstChild?.toString() === text) deleteChild(fragment, paragraph);
      this.#kept = this.#kept.filter((kept) => !isAgain(kept));
      for (const range of again) this.#standIns.deleteOthers(range);
    }, KEPT);
  }
}

type Step = NonNullable<Y.UndoManager['currStackItem']>;

/** Writes words into the block that has taken the place of theirs, else into the paragraph that it returns. */
function keep(doc: Y.Doc, line: Y.Item | null, loss: LostLine): Y.XmlElement | undefined {
  const id = idOf(line);
  const home = id === undefined ? undefined : lineWith(doc.getXmlFragment('default'), id);
  if (id === undefined || !home) return writeBack(doc, loss, { origin: KEPT });
  const last = home.get(home.length - 1);
  doc.transact(() => {
    // Written right after it these words would become one piece with what was just brought back, and
    // Yjs would take them along with it. The same id once more stands between the two.
    home.setAttribute('id', id);
    if (last instanceof Y.XmlText) last.insert(last.length, loss.text);
    else home.push([new Y.XmlText(loss.text)]);
  }, KEPT);
  return undefined;
}

function deleteChild(fragment: Y.XmlFragment, child: Y.XmlElement): void {
  const index = fragment.toArray().indexOf(child);
  if (index >= 0) fragment.delete(index, 1);
}

/** The id of an element, which may be deleted. */
function idOf(line: Y.Item | null): string | undefined {
  if (!(line?.content instanceof Y.ContentType)) return undefined;
  const [id] = line.content.type._map.get('id')?.content.getContent() ?? [];
  return typeof id === 'string' ? id : undefined;
}

function lineWith(parent: Y.XmlFragment | Y.XmlElement, id: string): Y.XmlElement | undefined {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    const found =
      child.getAttribute('id') === id && LINES.has(child.nodeName) ? child : lineWith(child, id);
    if (found) return found;
  }
  return undefined;
}
