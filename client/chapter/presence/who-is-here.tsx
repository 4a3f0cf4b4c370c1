import { Popover, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { initials, type PersonHere } from './people-here.ts';
import { personInk } from './person-colour.ts';
import classes from './who-is-here.module.css';

/** As many as fit beside a title; the rest is a number. */
const SHOWN = 4;

/** Everyone who has this chapter open, as small signs in their colour; with names when pressed. */
export function WhoIsHere({ people }: { people: readonly PersonHere[] }) {
  const { t, i18n } = useTranslation('chapter');
  const others = people.filter((person) => !person.isMe);
  if (others.length === 0) return null;
  const names = new Intl.ListFormat(i18n.language).format(others.map((person) => person.name));
  const shown = others.slice(0, SHOWN);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <UnstyledButton
          data-people
          className={classes.people ?? ''}
          aria-label={t('here.label', { names })}
          title={names}
        >
          {shown.map((person) => (
            <Sign key={person.key} person={person} />
          ))}
          {others.length > SHOWN && <span className={classes.more}>+{others.length - SHOWN}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('here.title')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the dropdown needs a place for the focus. */}
        <ul className={classes.list} tabIndex={0} data-autofocus>
          {people.map((person) => (
            <li key={person.key}>
              <Sign person={person} />
              <span>{person.isMe ? t('here.me', { name: person.name }) : person.name}</span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Sign({ person }: { person: PersonHere }) {
  const style: Record<`--${string}`, string> = { '--person': personInk(person.key) };
  return (
    <span aria-hidden="true" className={classes.sign} style={style}>
      {initials(person.name)}
    </span>
  );
}
