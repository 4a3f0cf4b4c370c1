import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { Deletions } from '#shared/protocol/protocol.ts';
import { type Loss, lostLines, writeBack } from '../merging/dropped-words.ts';

/** Where a step keeps what was written back beside it. */
const KEPT = 'others-words';
/** Blocks of one line of text. */
const LINES = new Set(['paragraph', 'heading']);

/** Others' words in a paragraph of their own. */
interface Kept {
  readonly paragraph: Y.XmlElement;
  readonly text: string;
  /** The element in which they had been written. */
  readonly line: Y.Item | null;
}

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
  const look = (transaction: Y.Transaction): void => {
    if (transaction.origin !== undoManager) return;
    const kept = [...othersLines(transaction)].flatMap(([line, loss]) => keep(doc, line, loss));
    const { undoing, redoStack, undoStack } = undoManager;
    // The step that turns this one round brings the words back where they were.
    if (kept.length > 0) (undoing ? redoStack : undoStack).at(-1)?.meta.set(KEPT, kept);
  };
  const popped = ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }): void => {
    const kept = stackItem.meta.get(KEPT);
    if (Array.isArray(kept)) takeAway(doc, kept);
  };
  doc.on('afterTransaction', look);
  undoManager.on('stack-item-popped', popped);
  return () => {
    doc.off('afterTransaction', look);
    undoManager.off('stack-item-popped', popped);
  };
}

/** What others had written in what the turning of a step deleted, by the element of each line. */
function othersLines(transaction: Y.Transaction): ReadonlyMap<Y.Item | null, Loss> {
  const own = transaction.doc.clientID;
  const others = new Deletions();
  for (const [clientId, ranges] of transaction.deleteSet.clients)
    if (clientId !== own)
      others.add(ranges.map(({ clock, len }) => ({ clientId, from: clock, to: clock + len })));
  return others.isEmpty ? new Map() : lostLines(transaction, others);
}

function keep(doc: Y.Doc, line: Y.Item | null, loss: Loss): readonly Kept[] {
  const id = idOf(line);
  const home = id === undefined ? undefined : lineWith(doc.getXmlFragment('default'), id);
  if (id === undefined || !home)
    return [{ paragraph: writeBack(doc, loss, { origin: KEPT }), text: loss.text, line }];
  const last = home.get(home.length - 1);
  doc.transact(() => {
    // Written right after it these words would become one piece with what was just brought back, and
    // Yjs would take them along with it. The same id once more stands between the two.
    home.setAttribute('id', id);
    if (last instanceof Y.XmlText) last.insert(last.length, loss.text);
    else home.push([new Y.XmlText(loss.text)]);
  }, KEPT);
  return [];
}

function takeAway(doc: Y.Doc, kept: readonly Kept[]): void {
  const fragment = doc.getXmlFragment('default');
  doc.transact(() => {
    for (const { paragraph, text, line } of kept) {
      const index = fragment.toArray().indexOf(paragraph);
      // What somebody has gone on writing in stays, and what the step could not bring back.
      const isUntouched = index >= 0 && paragraph.firstChild?.toString() === text;
      if (isUntouched && isBack(doc, line)) fragment.delete(index, 1);
    }
  }, KEPT);
}

/** Whether an element that was deleted is there again, as what Yjs made anew of it. */
function isBack(doc: Y.Doc, line: Y.Item | null): boolean {
  return line !== null && line.redone !== null && !Y.getItem(doc.store, line.redone).deleted;
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
