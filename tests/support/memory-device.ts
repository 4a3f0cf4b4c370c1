import type { Device, StoredRow, StoredRows } from '#client/chapter/device/device.ts';

/** A device that keeps everything in memory, as a browser keeps it on disk. */
export interface MemoryDevice extends Device {
  /** Forgets its notes: the browser was killed before it had written them to the disk. */
  loseNotes(): void;
  /** From now on its copies take nothing (a full disk), or take again what they are given. */
  fill(isFull: boolean): void;
  /** From now on its copies open only when the returned function is called; or not at all. */
  delay(): () => void;
  /** From now on a write waits, and the returned function ends the oldest that waits. */
  hold(): (outcome: 'stored' | 'refused') => void;
  /** How surely each write was asked to be on the disk, in order. */
  readonly durabilities: readonly IDBTransactionDurability[];
  /** How many rows the copy of this name has. */
  rowCount(name: string): number;
}

/** A device that has nothing yet, and takes all that it is given. */
export function memoryDevice(): MemoryDevice {
  const notes = new Map<string, string>();
  const copies = new Map<string, StoredRow[]>();
  let isFull = false;
  let opening = Promise.resolve();
  let held: ((outcome: 'stored' | 'refused') => void)[] | undefined;
  let lastKey = 0;
  const durabilities: IDBTransactionDurability[] = [];

  async function openRows(name: string): Promise<StoredRows> {
    await opening;
    const rows = copies.get(name) ?? [];
    copies.set(name, rows);
    const put = (update: Uint8Array): number => {
      lastKey += 1;
      rows.push({ key: lastKey, update });
      return lastKey;
    };
    return {
      read: () => Promise.resolve([...rows]),
      add: async (updates, durability) => {
        durabilities.push(durability);
        const waiting = held;
        const outcome = waiting
          ? await new Promise((end: (outcome: 'stored' | 'refused') => void) => waiting.push(end))
          : 'stored';
        if (isFull || outcome === 'refused') throw new Error('There is no room.');
        return updates.map(put);
      },
      replace: async (keys, update) => {
        if (isFull) throw new Error('There is no room.');
        const rest = rows.filter(({ key }) => !keys.includes(key));
        rows.splice(0, rows.length, ...rest);
        return put(update);
      },
      close: () => undefined,
    };
  }

  return {
    notes: {
      getItem: (key) => notes.get(key) ?? null,
      setItem: (key, value) => void notes.set(key, value),
      removeItem: (key) => void notes.delete(key),
    },
    rowNames: () => Promise.resolve([...copies.keys()]),
    openRows,
    loseNotes: () => notes.clear(),
    fill: (full) => {
      isFull = full;
    },
    delay: () => {
      let release = (): void => undefined;
      opening = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    hold: () => {
      held ??= [];
      return (outcome) => held?.shift()?.(outcome);
    },
    durabilities,
    rowCount: (name) => copies.get(name)?.length ?? 0,
  };
}
