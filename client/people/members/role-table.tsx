import { useTranslation } from 'react-i18next';
import { type Action, allows, type Role } from '#shared/access/access.ts';
import classes from './role-table.module.css';

/** The actions that are told, from what most may do to what few may. */
const TOLD: readonly Action[] = [
  'read',
  'write-city',
  'arrange-city',
  'write-core',
  'arrange-core',
  'fill-facts',
  'share-export',
  'set-edition',
  'people-edition',
  'set-handbook',
  'people-handbook',
  'make-edition',
];

/** What each role may do, read from the very table that the server asks. Folded until wanted. */
export function RoleTable({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation('people');
  const actions = TOLD.filter((action) => roles.some((role) => allows(role, action)));
  return (
    <details className={classes.roles}>
      <summary>{t('roles.title')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled by keyboard too. */}
      <section aria-label={t('roles.title')} className={classes.scroll} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('roles.action')}</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {t(`role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr key={action}>
                <th scope="row">{t(`action.${action}`)}</th>
                {roles.map((role) => (
                  <td key={role}>{allows(role, action) ? t('roles.yes') : t('roles.no')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
