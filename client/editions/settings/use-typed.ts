import { useState } from 'react';

export interface TypedForm<Fields extends object> {
  /** What the fields show: what the server has, and what is typed over it. */
  readonly draft: Fields;
  /** What is typed over it, to be sent: what somebody else changes in the other fields stays. */
  readonly typed: Partial<Fields>;
  readonly type: (words: Partial<Fields>) => void;
  /** To be told once the server has `sent` and it is shown; what was typed meanwhile stays. */
  readonly saved: (sent: Partial<Fields>) => void;
}

/** A form of several fields that are saved together, each only if somebody typed in it. */
export function useTyped<Fields extends object>(stored: Fields): TypedForm<Fields> {
  const [typed, setTyped] = useState<Partial<Fields>>({});
  return {
    draft: { ...stored, ...typed },
    typed,
    type: (words) => setTyped((before) => ({ ...before, ...words })),
    saved: (sent) => setTyped((now) => (now === sent ? {} : now)),
  };
}
