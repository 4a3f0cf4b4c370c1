import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { handbooksQuery } from '#client/api/api.ts';
import { useMe } from '#client/people/people.ts';
import { ButtonLink, EmptyState, Masthead, Page, Section } from '#client/ui/ui.ts';
import { Cover } from './cover.tsx';
import { DeletedHandbooks } from './deleted-handbooks.tsx';
import classes from './handbooks.module.css';
import { Recent } from './recent.tsx';

/** Every handbook that you may read, as covers, and what was worked on last. */
export function Handbooks() {
  const { t } = useTranslation('editions');
  const { isOwner } = useMe();
  const { results: handbooks } = useSuspenseQuery(handbooksQuery()).data;
  return (
    <Page title={t('home.title')}>
      <Masthead
        title={t('home.title')}
        actions={
          isOwner && (
            <ButtonLink to="/make-handbook" variant={handbooks.length === 0 ? 'filled' : 'default'}>
              {t('home.make')}
            </ButtonLink>
          )
        }
      />
      {handbooks.length === 0 ? (
        <EmptyState title={t('home.empty')}>
          <p>{isOwner ? t('home.emptyOwner') : t('home.emptyOther')}</p>
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <ul className={classes.covers}>
            {handbooks.map((handbook) => (
              <li key={handbook.id}>
                <Cover handbook={handbook} />
              </li>
            ))}
          </ul>
          <Section title={t('home.recent')}>
            <Recent />
          </Section>
        </div>
      )}
      {isOwner && <DeletedHandbooks />}
    </Page>
  );
}
