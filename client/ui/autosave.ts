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
  /** The field goes: sends what is left. From now on `stranded` hears of what fails. */
  readonly close: () => void;
  /** The field is there again: what is left is sent, and again until it is through. */
  readonly reopen: () => void;
}

/** What did not get to the server before its field was gone. */
export interface Stranded<Value> {
  readonly value: Value;
  readonly error: unknown;
  /** Tries again; it is either saved then, or stranded once more. */
  readonly again: () => void;
  /** Lets go of it. */
  readonly giveUp: () => void;
}

/**
 * Keeps one value on the server while somebody edits it: one request at a time, always the newest
 * value, and a failed one again until it is through. `saved` is said only after the server's answer
 * to the very value that is in the field. Nothing is dropped when the field goes before that.
 */
export function createAutosave<Value>(options: {
  readonly save: (value: Value) => Promise<unknown>;
  readonly tell: (state: Saving, error: unknown) => void;
  readonly stranded: (what: Stranded<Value>) => void;
}): Autosave<Value> {
  let waiting: { readonly value: Value } | undefined;
  let isSending = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const sendIn = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  };
  const strand = (value: Value, error: unknown) =>
    options.stranded({
      value,
      error,
      again: () => void send(),
      giveUp: () => {
        waiting = undefined;
        options.tell('untouched', null);
      },
    });

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
      // Somebody who left the page would not see it fail time and again: they are told once, and ask.
      if (!isClosed) sendIn(RETRY);
      else if (waiting !== next && waiting !== undefined) void send();
      else strand(next.value, error);
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
    reopen: () => {
      isClosed = false;
      void send();
    },
  };
}
