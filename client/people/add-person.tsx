import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, invalidate } from '#client/api/api.ts';
import { ErrorNote, useForm } from '#client/ui/ui.ts';
import { newSecret } from '#shared/ids.ts';
import classes from './form.module.css';

/** A first password that can be read over the phone: 20 characters in fours. */
function firstPassword(): string {
  const letters = newSecret((length) => crypto.getRandomValues(new Uint8Array(length)));
  return (letters.slice(0, 20).match(/.{4}/g) ?? []).join('-');
}

const nobody = () => ({ name: '', email: '', password: firstPassword() });
type NewPerson = ReturnType<typeof nobody>;

/** Makes an account. The first password is shown, for there may be no mail to send it with. */
export function AddPerson() {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const [blank, setBlank] = useState(nobody);
  const [added, setAdded] = useState<NewPerson>();
  const form = useForm({
    stored: blank,
    send: (person) => api.people.add(person),
    sent: async (_, person) => {
      setAdded(person);
      setBlank(nobody());
      await invalidate(queryClient, 'people');
    },
  });
  return (
    <form className={classes.form} onSubmit={form.submit}>
      <TextInput label={t('people.name')} autoComplete="off" required {...form.field('name')} />
      <TextInput
        type="email"
        label={t('people.email')}
        autoComplete="off"
        required
        {...form.field('email')}
      />
      <TextInput
        label={t('people.password')}
        description={t('people.passwordHelp')}
        autoComplete="off"
        spellCheck={false}
        required
        minLength={10}
        {...form.field('password')}
      />
      <ErrorNote error={form.error} />
      <Button type="submit" loading={form.isSending}>
        {t('people.add')}
      </Button>
      {added !== undefined && <Told person={added} />}
    </form>
  );
}

/** What to pass on to whoever has an account now. */
function Told({ person }: { person: NewPerson }) {
  const { t } = useTranslation('people');
  return (
    <div role="status" className={classes.told}>
      <p>{t('people.added', person)}</p>
      <p>{t('people.tell')}</p>
      <p className={classes.secret}>
        {person.email} · {person.password}
      </p>
    </div>
  );
}
