import { useEffect, useRef, useState } from 'react';
import { type Autosave, createAutosave } from './autosave.ts';
import type { Saving } from './save-state.tsx';

export interface AutosavedField<Value> {
  readonly draft: Value;
  readonly change: (draft: Value) => void;
  /** To be called when the field is left. */
  readonly flush: () => void;
  readonly state: Saving;
  /** Why the last try failed, while it stays failed. */
  readonly error: unknown;
}

/** A field that saves itself; leaving the page with something unsaved is asked about by the browser. */
export function useAutosave<Value>(
  stored: Value,
  save: (value: Value) => Promise<unknown>,
): AutosavedField<Value> {
  const [draft, setDraft] = useState(stored);
  const [{ state, error }, setState] = useState<{ state: Saving; error: unknown }>({
    state: 'untouched',
    error: null,
  });
  const latestSave = useRef(save);
  const autosave = useRef<Autosave<Value>>(undefined);
  useEffect(() => {
    latestSave.current = save;
  }, [save]);
  useEffect(() => {
    const created = createAutosave<Value>({
      save: (value) => latestSave.current(value),
      tell: (next, cause) => setState({ state: next, error: cause }),
    });
    autosave.current = created;
    return () => created.close();
  }, []);
  const isUnsaved = state === 'unsaved' || state === 'saving' || state === 'failed';
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
  return {
    draft,
    change: (next) => {
      setDraft(next);
      autosave.current?.change(next);
    },
    flush: () => autosave.current?.flush(),
    state,
    error,
  };
}
