import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { peopleQuery } from '#client/api/api.ts';
import { Masthead, Page, Section } from '#client/ui/ui.ts';
import { AddPerson } from './add-person.tsx';
import classes from './people-page.module.css';
import { PersonLine } from './person-line.tsx';
import { useMe } from './use-me.ts';

/** Everyone with an account here, and a form for the next. For the owner. */
export function PeoplePage() {
  const { t } = useTranslation(['people', 'editions']);
  const { person: me } = useMe();
  const { results: people } = useSuspenseQuery(peopleQuery()).data;
  return (
    <Page
      title={t('people.title')}
      width="measure"
      crumbs={[{ label: t('editions:home.title'), link: { to: '/' } }]}
    >
      <Masthead title={t('people.title')}>
        <p>{t('people.text')}</p>
      </Masthead>
      <Section
        title={t('people.here')}
        aside={<p>{t('people.count', { count: people.length })}</p>}
      >
        <ul className={classes.people}>
          {people.map((person) => (
            <PersonLine key={person.id} person={person} isMe={person.id === me?.id} />
          ))}
        </ul>
      </Section>
      <Section title={t('people.addTitle')}>
        <AddPerson />
      </Section>
    </Page>
  );
}
