/**
 * One task at a time for each key, in the order in which they were given; tasks of different keys
 * run side by side. A task that fails rejects its own promise only: the next one runs as usual.
 */
export interface Queue<Key> {
  /** Runs `task` after all earlier ones of this key have ended; settles as it does. */
  run<Result>(key: Key, task: () => Promise<Result>): Promise<Result>;
  /** Whether anything of this key runs or waits. */
  isBusy(key: Key): boolean;
  /** Resolves when nothing runs or waits any more, what is added meanwhile included. */
  idle(): Promise<void>;
}

/** Nothing runs or waits yet. */
export function createQueue<Key>(): Queue<Key> {
  /** The last task of each busy key; it never rejects. */
  const tails = new Map<Key, Promise<void>>();

  return {
    run: (key, task) => {
      const before = tails.get(key);
      const result = before ? before.then(task) : task();
      const tail = result.then(
        () => undefined,
        // The caller sees the failure through `result`; here it only means that the task has ended.
        () => undefined,
      );
      const ended = tail.then(() => {
        if (tails.get(key) === ended) tails.delete(key);
      });
      tails.set(key, ended);
      return result;
    },
    isBusy: (key) => tails.has(key),
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
