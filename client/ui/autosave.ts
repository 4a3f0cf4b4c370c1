import type { Saving } from './save-state.tsx';

/** How long somebody pauses before what they typed is sent. */
const PAUSE = 1_000;
/** How long until a save that failed is tried again. */
const RETRY = 5_000;

export interface Autosave<Value> {
  /** Takes what is in the field now; it is sent after a pause. */
  readonly change: (value: Value) => void;
  /** Sends at once what was not sent yet: the field was left. */
  readonly flush: () => void;
  /** Sends what is left and stops trying again. */
  readonly close: () => void;
}

/**
 * Keeps one value on the server while somebody edits it: one request at a time, always the newest
 * value, and a failed one again until it is through. `saved` is said only after the server's answer
 * to the very value that is in the field.
 */
export function createAutosave<Value>(options: {
  readonly save: (value: Value) => Promise<unknown>;
  readonly tell: (state: Saving, error: unknown) => void;
}): Autosave<Value> {
  let waiting: { readonly value: Value } | undefined;
  let isSending = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const sendIn = (delay: number) => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void send(), delay);
  };

  async function send(): Promise<void> {
    clearTimeout(timer);
    const next = waiting;
    if (isSending || next === undefined) return;
    isSending = true;
    options.tell('saving', null);
    try {
      await options.save(next.value);
      if (waiting === next) waiting = undefined;
      options.tell(waiting === undefined ? 'saved' : 'unsaved', null);
      isSending = false;
      if (waiting !== undefined) void send();
    } catch (error) {
      isSending = false;
      options.tell('failed', error);
      sendIn(RETRY);
    }
  }

  return {
    change: (value) => {
      waiting = { value };
      if (!isSending) options.tell('unsaved', null);
      sendIn(PAUSE);
    },
    flush: () => void send(),
    close: () => {
      isClosed = true;
      void send();
    },
  };
}
