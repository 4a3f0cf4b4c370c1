import { useSuspenseQuery } from '@tanstack/react-query';
import { type Me, meQuery } from '#client/api/api.ts';

/** Who is signed in, and whether they own this instance. The router has asked before any page shows. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery()).data;
}
