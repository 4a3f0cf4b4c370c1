import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Recorded, rowsOf } from '#server/sync/rows-of.ts';
import type { PersonId } from '#shared/ids.ts';

/** What people did in one text, in order: each a name, and `+` for a word or `-` for a deletion. */
function recorded(...changes: readonly string[]): readonly Recorded<string>[] {
  const doc = new Y.Doc();
  const text = doc.getText();
  text.insert(0, 'Some words to delete');
  let update = new Uint8Array();
  doc.on('update', (written: Uint8Array) => {
    update = Uint8Array.from(written);
  });
  return changes.map((change, index) => {
    const name = change.slice(0, -1);
    if (change.endsWith('+')) text.insert(0, '+');
    else text.delete(text.length - 1, 1);
    return { ticket: index + 1, personId: name as PersonId, updates: [update], sender: name };
  });
}

/** Whose each row is, and how much of what it says is words and deletions, as above. */
function rowsIn(changes: readonly Recorded<string>[], marks: readonly number[] = []): string[] {
  return rowsOf(changes, { firstSequence: 1, marks }).map(({ personId, bytes }) => {
    const { structs, ds } = Y.decodeUpdate(bytes);
    const words = structs.filter((struct) => struct instanceof Y.Item);
    const deleted = [...ds.clients.values()].flat();
    return personId + '+'.repeat(sum(words, 'length')) + '-'.repeat(sum(deleted, 'len'));
  });
}

function sum<Key extends string>(all: readonly { readonly [key in Key]: number }[], key: Key) {
  return all.reduce((total, one) => total + one[key], 0);
}

it('[SY3] puts what one person did into one row, in the order in which people were heard', () => {
  expect(rowsIn(recorded('ada+', 'ada-', 'ben+', 'ada+', 'ben+'))).toEqual(['ada++-', 'ben++']);
});

it('[SY3] begins new rows at the moment of a text that somebody was told', () => {
  expect(rowsIn(recorded('ada+', 'ben+', 'ada+', 'ada+'), [2, 3])).toEqual([
    'ada+',
    'ben+',
    'ada+',
    'ada+',
  ]);
});

it('[SY31] never puts a deletion before what others did earlier', () => {
  expect(rowsIn(recorded('ada+', 'ben-', 'ada-', 'ben+', 'ada+'))).toEqual([
    'ada+',
    'ben+-',
    'ada+-',
  ]);
});
