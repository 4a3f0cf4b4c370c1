import { CloseButton, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#client/api/api.ts';
import { useUndoable } from '#client/ui/ui.ts';
import type { Role } from '#shared/access/access.ts';
import classes from './members.module.css';

/** One person and their role; a role that comes from elsewhere is told, and changed there. */
export function MemberLine<R extends Role>({
  member,
  through,
  roles,
  give,
}: {
  member: Member;
  through: string;
  roles: readonly R[];
  give: (email: string, role: R | null) => Promise<unknown>;
}) {
  const { t } = useTranslation('people');
  const undoable = useUndoable();
  const { person } = member;
  const current = roles.find((role) => role === member.role);
  const isHere = through === '' && current !== undefined;
  const set = (role: R | null) =>
    void undoable({
      words:
        role === null
          ? t('members.taken', { name: person.name })
          : t('members.given', { name: person.name, role: t(`role.${role}`) }),
      act: () => give(person.email, role),
      undo: () => give(person.email, current ?? null),
    });
  return (
    <li>
      <span className={classes.words}>
        <span className={classes.name}>{person.name}</span>
        <span className={classes.email}>{person.email}</span>
      </span>
      {isHere ? (
        <span className={classes.tools}>
          <NativeSelect
            size="sm"
            aria-label={t('members.roleOf', { name: person.name })}
            value={current}
            onChange={(event) => {
              const role = roles.find((one) => one === event.currentTarget.value);
              if (role !== undefined) set(role);
            }}
            data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
          <CloseButton
            aria-label={t('members.take', { name: person.name })}
            onClick={() => set(null)}
          />
        </span>
      ) : (
        <span className={classes.through}>
          {[t(`role.${member.role}`), through].filter((word) => word !== '').join(' ')}
        </span>
      )}
    </li>
  );
}
