import { Button, Group } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '#client/api/api.ts';
import { ButtonLink, Masthead, Page, useErrorWords } from '#client/ui/ui.ts';
import { LostPage } from './lost-page.tsx';

/** A page that could not be shown: why, another try, and the way back. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const router = useRouter();
  const { reset: forgetError } = useQueryErrorResetBoundary();
  if (error instanceof ApiError && error.code === 'not-found') return <LostPage />;
  return (
    <Page title={t('broken.title')} width="measure">
      <Masthead title={t('broken.title')}>
        <p role="alert">{wordsOf(error)}</p>
      </Masthead>
      <Group gap="xs">
        <Button
          onClick={() => {
            forgetError();
            reset();
            void router.invalidate();
          }}
        >
          {t('again')}
        </Button>
        <ButtonLink to="/" variant="default">
          {t('broken.home')}
        </ButtonLink>
      </Group>
    </Page>
  );
}
