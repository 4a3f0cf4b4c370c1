import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Handbook, invalidate } from '#client/api/api.ts';
import { useUndoable } from '#client/ui/ui.ts';

/** Deletes a handbook and leads to the others, where it can be taken back. For the owner. */
export function DeleteHandbook({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('editions');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const undoable = useUndoable();
  const handbookId = handbook.id;
  const refresh = () => invalidate(queryClient, 'handbook', 'edition', 'chapter');
  const remove = () =>
    void undoable({
      words: t('handbook.deleted', handbook),
      act: async () => {
        await api.handbooks.remove({ handbookId });
        // Nothing is asked for again until the next page does: this one would ask for what is gone.
        await queryClient.invalidateQueries({ refetchType: 'none' });
        await navigate({ to: '/' });
      },
      undo: () => api.handbooks.bringBack({ handbookId }).finally(refresh),
    });
  return (
    <Button variant="default" onClick={remove}>
      {t('handbook.delete')}
    </Button>
  );
}
