import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Chapter, chapterQuery } from '#client/api/api.ts';
import type { OpenRoom } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { type Rights, rightsIn } from './rights.ts';

/**
 * What whoever looks at an open chapter may do there. A role that is given or taken while the page is
 * open is heard of in the room, and then the chapter is asked for again.
 */
export function useRights(chapter: Chapter, room: OpenRoom): Rights {
  const client = useQueryClient();
  const rights = rightsIn(chapter);
  const isOutdated = useRoomPart(
    room,
    ({ readOnly }) => readOnly === (rights.mayWrite ? 'reader' : 'no'),
  );
  useEffect(() => {
    if (!isOutdated) return;
    void client.invalidateQueries({ queryKey: chapterQuery(chapter.id).queryKey });
  }, [client, chapter.id, isOutdated]);
  return rights;
}
