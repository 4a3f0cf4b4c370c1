import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#client/api/api.ts';
import { ButtonLink, ErrorNote, Masthead, Page, useForm } from '#client/ui/ui.ts';
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
  const form = useForm({
    stored: { name: '', email: '', password: '' },
    send: (owner) => api.people.setUp({ secret, ...owner }),
    sent: async () => {
      await router.navigate({ to: '/' });
      await signedIn();
    },
  });
  const { password } = form.draft;
  const isShort = password !== '' && password.length < PASSWORD_LENGTH;
  return (
    <form className={classes.form} onSubmit={form.submit}>
      <TextInput
        label={t('setUp.name')}
        description={t('setUp.nameHelp')}
        autoComplete="name"
        required
        {...form.field('name')}
      />
      <TextInput
        type="email"
        label={t('setUp.email')}
        autoComplete="username"
        required
        {...form.field('email')}
      />
      <PasswordInput
        label={t('setUp.password')}
        description={t('setUp.passwordHelp')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        required
        minLength={PASSWORD_LENGTH}
        {...form.field('password')}
        error={isShort ? t('setUp.tooShort') : form.problemOf('password')}
      />
      <ErrorNote error={form.error} />
      <Button type="submit" size="md" loading={form.isSending}>
        {t('setUp.submit')}
      </Button>
    </form>
  );
}
