import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOut } from '#client/api/api.ts';
import { ButtonLink, showToast, useErrorWords } from '#client/ui/ui.ts';
import classes from './account-menu.module.css';
import { useMe } from './use-me.ts';

const PAPERS = [
  { scheme: 'auto', label: 'account.system' },
  { scheme: 'light', label: 'account.light' },
  { scheme: 'dark', label: 'account.dark' },
] as const;

/** Who you are, and what belongs to you rather than to a page; the way in for nobody. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { person, isOwner } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  const { pathname } = useLocation();
  if (person === null) {
    // On the page that it leads to it would only repeat the heading.
    if (pathname === '/sign-in') return null;
    return (
      <ButtonLink to="/sign-in" variant="default">
        {t('account.signIn')}
      </ButtonLink>
    );
  }
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t('account.menu', person)}>
          <span aria-hidden="true" className={classes.initials}>
            {initialsOf(person.name)}
          </span>
          <span className={classes.name}>{person.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.email}</Menu.Label>
        {isOwner && (
          <Menu.Item component={Link} to="/people">
            {t('account.people')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>{t('account.paper')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(chosen) => {
            const paper = PAPERS.find(({ scheme }) => scheme === chosen);
            if (paper !== undefined) setColorScheme(paper.scheme);
          }}
        >
          {PAPERS.map(({ scheme, label }) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>{t('account.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session and forgets everything that was shown under it. */
function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  const wordsOf = useErrorWords();
  return async () => {
    try {
      await signOut();
    } catch (error) {
      showToast(wordsOf(error));
      return;
    }
    await router.navigate({ to: '/' });
    queryClient.clear();
    await router.invalidate();
  };
}

/** “AL” for Ada Lovelace; one letter for one name. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const first = words.at(0) ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return [first, last]
    .map((word) => [...word].at(0) ?? '')
    .join('')
    .toUpperCase();
}
