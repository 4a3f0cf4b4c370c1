import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, beyondFields, problemAt } from '#client/api/api.ts';
import { ButtonLink, ErrorNote, Masthead, Page } from '#client/ui/ui.ts';
import classes from './form.module.css';
import { useMe } from './use-me.ts';
import { useSignedIn } from './use-signed-in.ts';

/** The shortest password that the server takes. */
const PASSWORD_LENGTH = 10;

/** The first owner makes their account with the link that the server printed. */
export function SetUpPage() {
  const { t } = useTranslation('people');
  const { needsSetUp } = useMe();
  const { secret } = useSearch({ from: '/framed/set-up' });
  if (!needsSetUp) return <Refusal title={t('setUp.done')} text={t('setUp.doneText')} />;
  if (secret === undefined) {
    return <Refusal title={t('setUp.noSecret')} text={t('setUp.noSecretText')} />;
  }
  return (
    <Page title={t('setUp.title')} width="narrow">
      <Masthead title={t('setUp.title')}>
        <p>{t('setUp.text')}</p>
      </Masthead>
      <OwnerForm secret={secret} />
    </Page>
  );
}

function Refusal({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('people');
  return (
    <Page title={title} width="narrow">
      <Masthead title={title}>
        <p>{text}</p>
      </Masthead>
      <ButtonLink to="/sign-in">{t('signIn.submit')}</ButtonLink>
    </Page>
  );
}

function OwnerForm({ secret }: { secret: string }) {
  const { t } = useTranslation('people');
  const router = useRouter();
  const signedIn = useSignedIn();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => api.people.setUp({ secret, name, email, password }),
    onSuccess: async () => {
      await router.navigate({ to: '/' });
      await signedIn();
    },
  });
  const isShort = password !== '' && password.length < PASSWORD_LENGTH;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <TextInput
        label={t('setUp.name')}
        description={t('setUp.nameHelp')}
        autoComplete="name"
        required
        withAsterisk={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problemAt(attempt.error, 'name')}
      />
      <TextInput
        type="email"
        label={t('setUp.email')}
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={problemAt(attempt.error, 'email')}
      />
      <PasswordInput
        label={t('setUp.password')}
        description={t('setUp.passwordHelp')}
        autoComplete="new-password"
        required
        minLength={PASSWORD_LENGTH}
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={isShort ? t('setUp.tooShort') : problemAt(attempt.error, 'password')}
      />
      <ErrorNote error={beyondFields(attempt.error, ['name', 'email', 'password'])} />
      <Button type="submit" size="md" loading={attempt.isPending}>
        {t('setUp.submit')}
      </Button>
    </form>
  );
}
