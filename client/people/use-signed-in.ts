import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { meQuery } from '#client/api/api.ts';

/** To be called when a session has begun: asks anew who this is, and forgets what nobody could see. */
export function useSignedIn(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    await queryClient.fetchQuery({ ...meQuery(), staleTime: 0 });
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    await router.invalidate();
  };
}
