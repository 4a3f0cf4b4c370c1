import { expect, it } from 'vitest';
import { LazyNotes } from '#client/chapter/device/lazy-notes.ts';

/** A page's storage that tells what was written to it, and its lazy notes. */
function opened() {
  const stored = new Map<string, string>();
  const writes: string[] = [];
  const notes = new LazyNotes({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, text) => {
      writes.push(`set ${key}`);
      stored.set(key, text);
    },
    removeItem: (key) => {
      writes.push(`remove ${key}`);
      stored.delete(key);
    },
  });
  return { notes, stored, writes };
}

it('writes once what is noted and taken back with every key', () => {
  const { notes, stored, writes } = opened();
  for (let key = 0; key < 20; key += 1) {
    notes.setItem('unsent', 'yes');
    expect(notes.getItem('unsent')).toBe('yes');
    notes.removeItem('unsent');
    expect(notes.getItem('unsent')).toBeNull();
  }
  notes.flush();
  expect(writes).toEqual(['set unsent', 'remove unsent']);
  expect(stored.size).toBe(0);
});

it('keeps what is noted again before the page goes, and another text at once', () => {
  const { notes, stored, writes } = opened();
  notes.setItem('epoch', 'one');
  notes.removeItem('epoch');
  notes.setItem('epoch', 'two');
  notes.flush();
  expect(stored.get('epoch')).toBe('two');
  expect(writes).toEqual(['set epoch', 'set epoch']);
});

it('does not take away what another tab has noted since', () => {
  const { notes, stored } = opened();
  notes.setItem('dropped', 'mine');
  notes.removeItem('dropped');
  stored.set('dropped', 'mine, and theirs');
  expect(notes.getItem('dropped')).toBe('mine, and theirs');
  notes.flush();
  expect(stored.get('dropped')).toBe('mine, and theirs');
});
