/** A real database in a temporary folder with people and handbooks on it: no HTTP, no text. */
import type { Database } from '#server/db/db.ts';
import { createHandbooks, type Handbooks } from '#server/handbooks/handbooks.ts';
import { systemRandom } from '#server/lib/random.ts';
import { type Actor, createPeople, type People } from '#server/people/people.ts';
import type { Block } from '#shared/content/content.ts';
import type { ChapterId, PersonId } from '#shared/ids.ts';
import { type DatabaseKind, openTestDatabase } from './test-database.ts';

export interface TestClock {
  now(): number;
  /** Lets time pass. */
  pass(ms: number): void;
}

export interface ServerWorld {
  readonly database: Database;
  readonly clock: TestClock;
  readonly people: People;
  readonly handbooks: Handbooks;
  /** What was seeded into each chapter. */
  readonly seeded: ReadonlyMap<ChapterId, readonly Block[]>;
  /** Adds a person with that e-mail's first part as their name, and returns them as an actor. */
  person(email: string): Promise<Actor & { readonly kind: 'person' }>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse battery';

/** Begins at the machine's time, by which better-auth dates its sessions, and passes when told. */
export function testClock(): TestClock {
  let now = Date.now();
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
  };
}

/** Opens a fresh world; `close` it when done. */
export async function openServerWorld(kind: DatabaseKind = 'sqlite'): Promise<ServerWorld> {
  const database = await openTestDatabase(kind);
  const clock = testClock();
  const { db } = database;
  const deps = { db, clock, random: systemRandom };
  const people = await createPeople({ ...deps, isSecure: false });
  const seeded = new Map<ChapterId, readonly Block[]>();
  const handbooks = createHandbooks({
    ...deps,
    seed: async (_db, { chapterId, blocks }) => void seeded.set(chapterId, blocks),
  });
  return {
    database,
    clock,
    people,
    handbooks,
    seeded,
    person: async (email) => {
      const name = email.split('@')[0] ?? email;
      const { id } = await people.addPerson({ name, email, password: PASSWORD });
      return personActor(id, name);
    },
    close: () => database.close(),
  };
}

function personActor(id: PersonId, name: string): Actor & { readonly kind: 'person' } {
  return { kind: 'person', id, name, via: 'session', credentialId: 'none' };
}
