import { useTranslation } from 'react-i18next';
import type { Member } from '#client/api/api.ts';
import { EmptyState, ErrorNote, Section } from '#client/ui/ui.ts';
import type { Role } from '#shared/access/access.ts';
import { GiveRole } from './give-role.tsx';
import { MemberLine } from './member-line.tsx';
import classes from './members.module.css';
import { RoleTable } from './role-table.tsx';

/** Someone with a role, and where it comes from when it was not given right here. */
export interface MemberRow {
  readonly member: Member;
  /** “through the handbook”, “in Ghent”; '' when it was given here and can be changed here. */
  readonly through: string;
}

/** Who has which role here; for those who may, with a way to give and take them. */
export function Members<R extends Role>({
  rows,
  roles,
  give,
  error,
}: {
  rows: readonly MemberRow[];
  /** The roles that can be given here. */
  roles: readonly R[];
  /** Gives a role, or takes it away. Rejects with `ApiError`. */
  give: (email: string, role: R | null) => Promise<unknown>;
  error: unknown;
}) {
  const { t } = useTranslation('people');
  return (
    <Section title={t('members.title')}>
      <ErrorNote error={error} />
      {rows.length === 0 ? (
        <EmptyState title={t('members.none')} />
      ) : (
        <ul className={classes.members}>
          {rows.map(({ member, through }) => (
            <MemberLine
              key={`${member.person.id} ${through}`}
              member={member}
              through={through}
              roles={roles}
              give={give}
            />
          ))}
        </ul>
      )}
      <GiveRole roles={roles} give={give} />
      <RoleTable roles={roles} />
    </Section>
  );
}
