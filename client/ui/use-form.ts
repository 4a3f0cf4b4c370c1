import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { beyondFields, problemAt } from '#client/lib/api-error.ts';

/** What the fields of a form hold, by their names. */
type Draft<Name extends string> = Readonly<Record<Name, string>>;

interface FormOptions<Name extends string, Reply> {
  /** What the fields hold where nothing is typed: what the server has, or how a form begins. */
  readonly stored: Draft<Name>;
  /** `typed` is what was typed over it: where only that is sent, others' changes beside it stay. */
  readonly send: (draft: Draft<Name>, typed: Partial<Draft<Name>>) => Promise<Reply>;
  /** It is through, and the new state may be shown. Until this resolves it still counts as being sent. */
  readonly sent: (reply: Reply, draft: Draft<Name>) => Promise<void>;
}

/** A form as it is being filled in. */
export interface Form<Name extends string> {
  readonly draft: Draft<Name>;
  readonly change: (changed: Partial<Draft<Name>>) => void;
  /** The props of a plain field that holds `name`. */
  readonly field: (name: Name) => {
    readonly value: string;
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
    readonly error: string | undefined;
  };
  /** What the server says about one field. */
  readonly problemOf: (name: Name) => string | undefined;
  /** What is left to say of the last try beside its fields' own problems; null for nothing. */
  readonly error: unknown;
  readonly isSending: boolean;
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
}

/** A form that is filled in and then sent whole, unlike a field that saves itself. */
export function useForm<Name extends string, Reply>({
  stored,
  send,
  sent,
}: FormOptions<Name, Reply>): Form<Name> {
  const [typed, setTyped] = useState<Partial<Draft<Name>>>({});
  const draft = { ...stored, ...typed };
  const attempt = useMutation({
    mutationFn: (words: typeof typed) => send({ ...stored, ...words }, words),
    onSuccess: async (reply, words) => {
      await sent(reply, { ...stored, ...words });
      // What was typed meanwhile is not sent yet.
      setTyped((now) => (now === words ? {} : now));
    },
  });
  const change = (changed: Partial<Draft<Name>>) =>
    setTyped((before) => ({ ...before, ...changed }));
  const problemOf = (name: Name) => problemAt(attempt.error, name);
  return {
    draft,
    change,
    field: (name) => ({
      value: draft[name],
      onChange: ({ currentTarget: { value } }) =>
        setTyped((before) => ({ ...before, [name]: value })),
      error: problemOf(name),
    }),
    problemOf,
    error: beyondFields(attempt.error, Object.keys(stored)),
    isSending: attempt.isPending,
    submit: (event) => {
      event.preventDefault();
      attempt.mutate(typed);
    },
  };
}
