import { useMe } from '#client/people/people.ts';
import { Handbooks } from './handbooks.tsx';
import { Welcome } from './welcome.tsx';

/** The first page: your handbooks, or for nobody what this is. */
export function HomePage() {
  return useMe().person === null ? <Welcome /> : <Handbooks />;
}
