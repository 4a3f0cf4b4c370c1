import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, beyondFields, invalidate, problemAt } from '#client/api/api.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import { newSecret } from '#shared/ids.ts';
import classes from './form.module.css';

/** A first password that can be read over the phone: 20 characters in fours. */
function firstPassword(): string {
  const letters = newSecret((length) => crypto.getRandomValues(new Uint8Array(length)));
  return (letters.slice(0, 20).match(/.{4}/g) ?? []).join('-');
}

const nobody = () => ({ name: '', email: '', password: firstPassword() });

/** Makes an account. The first password is shown, for there may be no mail to send it with. */
export function AddPerson() {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(nobody);
  const [added, setAdded] = useState<typeof draft>();
  const add = useMutation({
    mutationFn: () => api.people.add(draft),
    onSuccess: async () => {
      setAdded(draft);
      setDraft(nobody);
      await invalidate(queryClient, 'people');
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextInput
        label={t('people.name')}
        autoComplete="off"
        required
        withAsterisk={false}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        error={problemAt(add.error, 'name')}
      />
      <TextInput
        type="email"
        label={t('people.email')}
        autoComplete="off"
        required
        withAsterisk={false}
        value={draft.email}
        onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
        error={problemAt(add.error, 'email')}
      />
      <TextInput
        label={t('people.password')}
        description={t('people.passwordHelp')}
        autoComplete="off"
        spellCheck={false}
        required
        minLength={10}
        withAsterisk={false}
        value={draft.password}
        onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
        error={problemAt(add.error, 'password')}
      />
      <ErrorNote error={beyondFields(add.error, Object.keys(draft))} />
      <Button type="submit" loading={add.isPending}>
        {t('people.add')}
      </Button>
      {added !== undefined && (
        <div role="status" className={classes.told}>
          <p>{t('people.added', added)}</p>
          <p>{t('people.tell')}</p>
          <p className={classes.secret}>
            {added.email} · {added.password}
          </p>
        </div>
      )}
    </form>
  );
}
