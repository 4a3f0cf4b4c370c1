/**
 * Words whose block is not only deleted but forgotten: a copy's rows were made one since, or another
 * tab's late words come to it. Nothing of them enters the document. They are read from the updates
 * that brought them.
 */
import * as Y from 'yjs';
import { Deletions, type StructRange } from '#shared/protocol/protocol.ts';
import type { Loss } from './dropped-words.ts';

/**
 * What of the text in `lost` a transaction forgot at once, as losses at the chapter's end: where it
 * stood nobody knows any more. To be called while the transaction's listeners run.
 */
export function forgottenLosses(
  transaction: Y.Transaction,
  { lost, updates }: { readonly lost: Deletions; readonly updates: readonly Uint8Array[] },
): readonly Loss[] {
  const forgotten = new Deletions();
  forgotten.add(bornForgotten(transaction).flatMap((range) => lost.partsOf(range)));
  if (forgotten.isEmpty) return [];
  const fragment = transaction.doc.getXmlFragment('default');
  const place = Y.createRelativePositionFromTypeIndex(fragment, fragment.length);
  return runsOf(textsOf(updates, forgotten))
    .map(({ clientId, from, text }) => ({ id: `${clientId}:${from}`, text, place }))
    .filter(({ text }) => text.trim() !== '');
}

interface Text extends StructRange {
  readonly text: string;
}

function bornForgotten({ doc, beforeState, afterState }: Y.Transaction): readonly StructRange[] {
  return [...afterState].flatMap(([clientId, end]) => {
    const start = beforeState.get(clientId) ?? 0;
    const structs = doc.store.clients.get(clientId) ?? [];
    if (end === start) return [];
    return structs
      .slice(Y.findIndexSS(structs, start))
      .filter((struct) => struct instanceof Y.GC)
      .map(({ id, length }) => ({ clientId, from: id.clock, to: id.clock + length }));
  });
}

/** The texts that updates have of some words, each once, in the order in which they were written. */
function textsOf(updates: readonly Uint8Array[], words: Deletions): readonly Text[] {
  const taken = new Deletions();
  const texts: Text[] = [];
  for (const update of updates)
    for (const struct of Y.decodeUpdate(update).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      const { str } = struct.content;
      const { client: clientId, clock } = struct.id;
      const parts = words.partsOf({ clientId, from: clock, to: clock + struct.length });
      for (const { from, to } of taken.absentOf(parts))
        texts.push({ clientId, from, to, text: str.slice(from - clock, to - clock) });
      taken.add(parts);
    }
  return texts.sort((a, b) => a.clientId - b.clientId || a.from - b.from);
}

/** What was written in one go, as one: a row often has no more than one letter. */
function runsOf(texts: readonly Text[]): readonly Text[] {
  const runs: Text[] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last && last.clientId === text.clientId && last.to === text.from)
      runs[runs.length - 1] = { ...last, to: text.to, text: last.text + text.text };
    else runs.push(text);
  }
  return runs;
}
