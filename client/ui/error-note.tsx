import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '#client/lib/api-error.ts';
import classes from './error-note.module.css';

/** What went wrong, as a sentence: the server's own where there is one. '' when nothing did. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error === null || error === undefined) return '';
    if (!(error instanceof ApiError)) return t('error.unexpected');
    return error.message === '' ? t(`error.${error.code}`) : error.message;
  };
}

/** An error beside what it is about, read out at once, with another try where that can help. */
export function ErrorNote({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  if (error === null || error === undefined) return null;
  return (
    <div role="alert" className={classes.note}>
      <p>{wordsOf(error)}</p>
      {again !== undefined && (
        <Button variant="default" size="compact-sm" onClick={again}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}
