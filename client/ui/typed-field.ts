import { askBeforeLeaving } from './ask-before-leaving.ts';
import { createAutosave, type Stranded } from './autosave.ts';
import type { Saving } from './save-state.tsx';

/** What is typed in a field, and where that is. */
export interface Typing<Value> {
  /** Undefined while nothing is typed. */
  readonly draft: Value | undefined;
  readonly state: Saving;
  /** Why the last try to save it failed, while it stays failed. */
  readonly error: unknown;
}

/** How a field is saved, and told about when that fails while it is not there. */
export interface TypedFieldTask<Value> {
  readonly save: (value: Value) => Promise<unknown>;
  /** Tells it, and returns how to take that back. */
  readonly stranded: (what: Stranded<Value>) => () => void;
}

/** What is typed in a field that saves itself. It outlives the field until the server has it. */
export interface TypedField<Value> {
  /** For `useSyncExternalStore`. */
  readonly current: () => Typing<Value>;
  /** For `useSyncExternalStore`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The field is there; the returned function says that it goes. */
  readonly open: () => () => void;
  /** To be told anew with each drawing: what is saved last is saved as the page does it now. */
  readonly use: (task: TypedFieldTask<Value>) => void;
  /** Takes a draft, which is sent after a pause. */
  readonly change: (draft: Value) => void;
  /** Takes a draft and sends nothing: it is what the server has. */
  readonly show: (draft: Value) => void;
  /** Sends at once what was not sent yet. */
  readonly flush: () => void;
}

/** Fields by their names: one that comes back while it is unsaved is the same, with its words in it. */
export type TypedFields<Value> = Map<string, TypedField<Value>>;

/** The field of this name that is there or was left unsaved; a new one else. */
export function typedField<Value>(fields: TypedFields<Value>, name: string): TypedField<Value> {
  return fields.get(name) ?? createTypedField(fields, name);
}

function isUnsaved(state: Saving): boolean {
  return state === 'unsaved' || state === 'saving' || state === 'failed';
}

function createTypedField<Value>(fields: TypedFields<Value>, name: string): TypedField<Value> {
  const listeners = new Set<() => void>();
  let typing: Typing<Value> = { draft: undefined, state: 'untouched', error: null };
  let task: TypedFieldTask<Value> | undefined;
  let openCount = 0;
  let stopAsking: (() => void) | undefined;
  let takeBack: (() => void) | undefined;

  const tell = (change: Partial<Typing<Value>>) => {
    typing = { ...typing, ...change };
    if (isUnsaved(typing.state)) stopAsking ??= askBeforeLeaving();
    else {
      stopAsking?.();
      stopAsking = undefined;
    }
    if (openCount > 0 || isUnsaved(typing.state)) fields.set(name, field);
    else if (fields.get(name) === field) fields.delete(name);
    for (const listener of listeners) listener();
  };
  const autosave = createAutosave<Value>({
    save: async (value) => task?.save(value),
    tell: (state, error) => tell({ state, error }),
    stranded: (what) => {
      takeBack = task?.stranded(what);
    },
  });
  const field: TypedField<Value> = {
    current: () => typing,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: () => {
      openCount += 1;
      takeBack?.();
      tell({});
      autosave.reopen();
      return () => {
        openCount -= 1;
        if (openCount === 0) autosave.close();
        tell({});
      };
    },
    use: (next) => {
      task = next;
    },
    change: (draft) => {
      tell({ draft });
      autosave.change(draft);
    },
    show: (draft) => tell({ draft }),
    flush: () => autosave.flush(),
  };
  return field;
}
