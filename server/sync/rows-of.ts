import type { PersonId } from '#shared/ids.ts';
import { Deletions } from '#shared/protocol/protocol.ts';
import { type LogRow, mergeUpdates } from './chapter-log.ts';

/** An accepted change on its way to disk. */
export interface Recorded<Sender> {
  readonly ticket: number;
  readonly personId: PersonId | null;
  readonly updates: readonly Uint8Array[];
  readonly sender: Sender | undefined;
}

/** A row that was just committed, and the one peer that has it already, if there is one. */
export interface CommittedRow<Sender> extends LogRow {
  readonly sender: Sender | undefined;
}

/** A row that is being committed: it and those before it are all that was accepted up to a ticket. */
export interface CutRow<Sender> extends CommittedRow<Sender> {
  readonly ticket: number;
}

/**
 * One row a person, in the order in which they were first heard, and a further one where somebody
 * deletes after others were heard. `marks` are tickets, in order: what came up to one of them and what
 * came later are not in one row, so that whoever has the text of that moment can say by a sequence which
 * rows it contains.
 */
export function rowsOf<Sender>(
  recorded: readonly Recorded<Sender>[],
  { firstSequence, marks }: { readonly firstSequence: number; readonly marks: readonly number[] },
): readonly CutRow<Sender>[] {
  const portionOf = ({ ticket }: Recorded<Sender>) => marks.findIndex((mark) => ticket <= mark);
  return [...groupsOf(recorded, portionOf).values()]
    .flatMap((portion) => rowsOfPortion(portion))
    .map((row, index) => ({ ...row, sequence: firstSequence + index }));
}

function rowsOfPortion<Sender>(
  portion: readonly Recorded<Sender>[],
): readonly Omit<CutRow<Sender>, 'sequence'>[] {
  const ticket = portion.at(-1)?.ticket ?? 0;
  return changesOfRows(portion).map((changes) => {
    const senders = new Set(changes.map(({ sender }) => sender));
    return {
      ticket,
      personId: changes[0]?.personId ?? null,
      bytes: mergeUpdates(changes.flatMap(({ updates }) => updates)),
      sender: senders.size === 1 ? changes[0]?.sender : undefined,
    };
  });
}

/**
 * A change joins what its person did before, unless it would bring a deletion before what others did
 * in between. They may have deleted some of the same: then only theirs names it, and whoever heard of
 * this one first would take it for words that nobody meant to delete.
 */
function changesOfRows<Sender>(
  portion: readonly Recorded<Sender>[],
): readonly (readonly Recorded<Sender>[])[] {
  const rows: Recorded<Sender>[][] = [];
  const newestOf = new Map<PersonId | null, Recorded<Sender>[]>();
  for (const change of portion) {
    const newest = newestOf.get(change.personId);
    if (newest && (newest === rows.at(-1) || !deletes(change))) newest.push(change);
    else {
      const row = [change];
      rows.push(row);
      newestOf.set(change.personId, row);
    }
  }
  return rows;
}

function deletes({ updates }: Recorded<unknown>): boolean {
  const named = new Deletions();
  for (const update of updates) named.addAll(update);
  return !named.isEmpty;
}

/** In the order in which each key was first met. */
function groupsOf<Each, Key>(all: readonly Each[], keyOf: (one: Each) => Key): Map<Key, Each[]> {
  const groups = new Map<Key, Each[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
