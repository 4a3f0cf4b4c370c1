import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stranded } from './autosave.ts';
import { useErrorWords } from './error-note.tsx';
import type { Saving } from './save-state.tsx';
import { showUnsaved } from './toast-store.ts';
import { type TypedFields, typedField } from './typed-field.ts';

export interface AutosavedField<Value> {
  readonly draft: Value;
  /** The draft as it is when asked, not as it was drawn. */
  readonly latest: () => Value;
  readonly change: (draft: Value) => void;
  /** To be called when the field is left, or to try again. */
  readonly flush: () => void;
  /** Shows another draft and sends nothing: it is what the server has. */
  readonly show: (draft: Value) => void;
  readonly state: Saving;
  /** Why the last try failed, while it stays failed. */
  readonly error: unknown;
}

export interface AutosaveTask<Value> {
  /** What people call it. */
  readonly name: string;
  /** Where what is typed is kept until it is saved, and under which key. */
  readonly kept: readonly [fields: TypedFields<Value>, key: string];
  readonly save: (value: Value) => Promise<unknown>;
}

/**
 * A field that saves itself. What is unsaved when its page is left inside the product is sent then, and
 * told about where it fails, by the name of the field; whoever comes back finds it in the field. The
 * browser asks before a tab with something unsaved is closed, whatever page it shows by then.
 */
export function useAutosave<Value>(
  stored: Value,
  { name, kept: [fields, key], save }: AutosaveTask<Value>,
): AutosavedField<Value> {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const [field] = useState(() => typedField(fields, key));
  const { draft, state, error } = useSyncExternalStore(field.subscribe, field.current);
  useEffect(() => {
    const stranded = ({ error: cause, again, giveUp }: Stranded<Value>) =>
      showUnsaved(t('unsaved', { name, reason: wordsOf(cause) }), { again, giveUp });
    field.use({ save, stranded });
  });
  useEffect(() => field.open(), [field]);
  const { change, flush, show } = field;
  const latest = () => field.current().draft ?? stored;
  return { draft: draft ?? stored, latest, change, flush, show, state, error };
}
