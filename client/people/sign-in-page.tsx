import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, signIn } from '#client/api/api.ts';
import { ErrorNote, Masthead, Page } from '#client/ui/ui.ts';
import classes from './form.module.css';
import { useMe } from './use-me.ts';
import { useSignedIn } from './use-signed-in.ts';

/** E-mail and password; then on to the page that asked for it. */
export function SignInPage() {
  const { t } = useTranslation('people');
  const { needsSetUp } = useMe();
  const { back } = useSearch({ from: '/framed/sign-in' });
  const router = useRouter();
  const signedIn = useSignedIn();
  const attempt = useMutation({
    mutationFn: (form: FormData) => signIn(textOf(form, 'email'), textOf(form, 'password')),
    onSuccess: async () => {
      await signedIn();
      router.history.push(back ?? '/');
    },
  });
  return (
    <Page title={t('signIn.title')} width="narrow">
      <Masthead title={t('signIn.title')} />
      {needsSetUp && <p className={classes.note}>{t('signIn.setUp')}</p>}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate(new FormData(event.currentTarget));
        }}
      >
        <TextInput
          name="email"
          type="email"
          label={t('signIn.email')}
          autoComplete="username"
          required
        />
        <PasswordInput
          name="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          required
        />
        {isRefusal(attempt.error) ? (
          <p role="alert" className={classes.refusal}>
            {t('signIn.refused')}
          </p>
        ) : (
          <ErrorNote error={attempt.error} />
        )}
        <Button type="submit" size="md" loading={attempt.isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
      <p className={classes.note}>{t('signIn.noAccount')}</p>
    </Page>
  );
}

/** Whether the server says that the two do not belong together, rather than that it could not look. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'sign-in' || error.code === 'invalid');
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
