import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Edition, editionMembersQuery, invalidate } from '#client/api/api.ts';
import { EDITION_ROLES } from '#shared/access/access.ts';
import { Members } from './members.tsx';

/** The people of an edition, also those who are there through the handbook. */
export function EditionMembers({ edition }: { edition: Pick<Edition, 'id'> }) {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const { data, error } = useQuery(editionMembersQuery(edition.id));
  return (
    <Members
      rows={(data?.results ?? []).map((member) => ({
        member,
        through: member.editionId === null ? t('members.throughHandbook') : '',
      }))}
      roles={EDITION_ROLES}
      error={error}
      give={async (email, role) => {
        await api.members.giveOnEdition({ editionId: edition.id, email, role });
        await invalidate(queryClient, 'people');
      }}
    />
  );
}
