import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote, showToast } from '#client/ui/ui.ts';
import type { Role } from '#shared/access/access.ts';
import classes from './members.module.css';

/** A role for somebody with an account, by their e-mail address. */
export function GiveRole<R extends Role>({
  roles,
  give,
}: {
  roles: readonly R[];
  give: (email: string, role: R) => Promise<unknown>;
}) {
  const { t } = useTranslation('people');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<R | undefined>(
    roles.find((role) => role === 'editor') ?? roles[0],
  );
  const attempt = useMutation({
    mutationFn: (role: R) => give(email.trim(), role),
    onSuccess: (_, role) => {
      showToast(t('members.given', { name: email.trim(), role: t(`role.${role}`) }));
      setEmail('');
    },
  });
  return (
    <form
      className={classes.give}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) attempt.mutate(chosen);
      }}
    >
      <TextInput
        size="sm"
        type="email"
        required
        className={classes.address}
        label={t('members.email')}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        size="sm"
        label={t('members.role')}
        value={chosen}
        onChange={(event) => setChosen(roles.find((role) => role === event.currentTarget.value))}
        data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      <Button type="submit" variant="default" loading={attempt.isPending}>
        {t('members.give')}
      </Button>
      <ErrorNote error={attempt.error} />
    </form>
  );
}
