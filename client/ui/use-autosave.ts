import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askBeforeLeaving } from './ask-before-leaving.ts';
import { type Autosave, createAutosave, type Stranded } from './autosave.ts';
import { useErrorWords } from './error-note.tsx';
import type { Saving } from './save-state.tsx';
import { showUnsaved } from './toast-store.ts';

export interface AutosavedField<Value> {
  readonly draft: Value;
  readonly change: (draft: Value) => void;
  /** To be called when the field is left. */
  readonly flush: () => void;
  /** Shows another draft and sends nothing: it is what the server has. */
  readonly show: (draft: Value) => void;
  readonly state: Saving;
  /** Why the last try failed, while it stays failed. */
  readonly error: unknown;
}

/**
 * A field that saves itself. What is unsaved when its page is left inside the product is sent then, and
 * told about where it fails, by the name of the field; the browser asks before a tab with something
 * unsaved is closed, whatever page it shows by then.
 */
export function useAutosave<Value>(
  stored: Value,
  { name, save }: { readonly name: string; readonly save: (value: Value) => Promise<unknown> },
): AutosavedField<Value> {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const [draft, setDraft] = useState(stored);
  const [{ state, error }, setState] = useState<{ state: Saving; error: unknown }>({
    state: 'untouched',
    error: null,
  });
  const strand = ({ error: cause, again, giveUp }: Stranded<Value>) =>
    showUnsaved(t('unsaved', { name, reason: wordsOf(cause) }), { again, giveUp });
  const autosave = useRef<Autosave<Value>>(undefined);
  const latest = useRef({ save, strand });
  useEffect(() => {
    latest.current = { save, strand };
  });
  useEffect(() => {
    let stopAsking: (() => void) | undefined;
    const created = createAutosave<Value>({
      save: (value) => latest.current.save(value),
      tell: (next, cause) => {
        setState({ state: next, error: cause });
        const isUnsaved = next === 'unsaved' || next === 'saving' || next === 'failed';
        if (isUnsaved) stopAsking ??= askBeforeLeaving();
        else {
          stopAsking?.();
          stopAsking = undefined;
        }
      },
      stranded: (what) => latest.current.strand(what),
    });
    autosave.current = created;
    return () => created.close();
  }, []);
  return {
    draft,
    show: (next) => setDraft(next),
    change: (next) => {
      setDraft(next);
      autosave.current?.change(next);
    },
    flush: () => autosave.current?.flush(),
    state,
    error,
  };
}
