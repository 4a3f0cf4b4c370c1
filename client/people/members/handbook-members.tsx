import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Handbook, handbookMembersQuery, invalidate } from '#client/api/api.ts';
import { HANDBOOK_ROLES } from '#shared/access/access.ts';
import { Members } from './members.tsx';

/** The people of a handbook, and who has a role on one of its editions only. */
export function HandbookMembers({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation(['people', 'common']);
  const queryClient = useQueryClient();
  const { data, error } = useQuery(handbookMembersQuery(handbook.id));
  const nameOf = (editionId: string) => {
    const city = handbook.editions.find((edition) => edition.id === editionId)?.city ?? '';
    return city === '' ? t('common:core') : city;
  };
  return (
    <Members
      rows={(data?.results ?? []).map((member) => ({
        member,
        through:
          member.editionId === null
            ? ''
            : t('members.inEdition', { edition: nameOf(member.editionId) }),
      }))}
      roles={HANDBOOK_ROLES}
      error={error}
      give={async (email, role) => {
        await api.members.giveOnHandbook({ handbookId: handbook.id, email, role });
        await invalidate(queryClient, 'people');
      }}
    />
  );
}
