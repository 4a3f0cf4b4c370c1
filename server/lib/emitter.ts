/**
 * Events from a lower feature to a higher one, wired in compose.ts. `Events` maps each event's name
 * to what it tells.
 */
export interface Emitter<Events extends object> {
  /** Calls `listener` on each event from now on; the returned function ends that. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /**
   * Calls every listener, in the order in which they were added. One that throws keeps neither the
   * others nor the emitter from going on; its error is thrown afterwards, on its own.
   */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
}

/** Nobody listens yet. */
export function createEmitter<Events extends object>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: Set<(event: Events[Name]) => void> } = {};

  return {
    on: (name, listener) => {
      // A wrapper, so that the same function may be added twice and each is ended on its own.
      const own: typeof listener = (event) => listener(event);
      const set = listeners[name] ?? new Set();
      listeners[name] = set;
      set.add(own);
      return () => void set.delete(own);
    },
    emit: (name, event) => {
      for (const listener of [...(listeners[name] ?? [])]) {
        try {
          listener(event);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
