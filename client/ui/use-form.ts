import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { beyondFields, problemAt } from '#client/lib/api-error.ts';

/** What the fields of a form hold, by their names. */
type Draft<Name extends string> = Readonly<Record<Name, string>>;

interface FormOptions<Name extends string, Reply> {
  /** What the fields hold at first; a function is asked once. */
  readonly first: Draft<Name> | (() => Draft<Name>);
  readonly send: (draft: Draft<Name>) => Promise<Reply>;
  /** It is through; until this resolves the form still counts as being sent. */
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
  first,
  send,
  sent,
}: FormOptions<Name, Reply>): Form<Name> {
  const [draft, setDraft] = useState(first);
  const attempt = useMutation({ mutationFn: send, onSuccess: sent });
  const change = (changed: Partial<Draft<Name>>) => setDraft({ ...draft, ...changed });
  const problemOf = (name: Name) => problemAt(attempt.error, name);
  return {
    draft,
    change,
    field: (name) => ({
      value: draft[name],
      onChange: (event) => setDraft({ ...draft, [name]: event.currentTarget.value }),
      error: problemOf(name),
    }),
    problemOf,
    error: beyondFields(attempt.error, Object.keys(draft)),
    isSending: attempt.isPending,
    submit: (event) => {
      event.preventDefault();
      attempt.mutate(draft);
    },
  };
}
