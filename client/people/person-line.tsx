import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, invalidate, type Person } from '#client/api/api.ts';
import { longDate } from '#client/lib/words-of.ts';
import { ErrorNote, showToast } from '#client/ui/ui.ts';
import classes from './person-line.module.css';

/**
 * One account. Taking it away cannot be undone (its password is gone), so this one thing is asked
 * about, in its place.
 */
export function PersonLine({ person, isMe }: { person: Person; isMe: boolean }) {
  const { t, i18n } = useTranslation(['people', 'common']);
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.people.remove({ personId: person.id }),
    onSuccess: async () => {
      showToast(t('people.removed', person));
      await invalidate(queryClient, 'people');
    },
  });
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <span className={classes.name}>{person.name}</span>
        <span className={classes.email}>{person.email}</span>
      </span>
      <span className={classes.since}>
        {person.isOwner
          ? t('role.owner')
          : t('people.since', { date: longDate(person.createdAt, i18n.language) })}
      </span>
      {!isMe && !isAsked && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('people.removeName', person)}
          onClick={() => setAsked(true)}
        >
          {t('people.remove')}
        </Button>
      )}
      {isAsked && (
        <div className={classes.question}>
          <p>{t('people.removeQuestion', person)}</p>
          <Button size="compact-sm" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('people.removeYes')}
          </Button>
          <Button size="compact-sm" variant="default" autoFocus onClick={() => setAsked(false)}>
            {t('people.removeNo')}
          </Button>
          <ErrorNote error={remove.error} />
        </div>
      )}
    </li>
  );
}
