/**
 * Writes that can be repeated: a program sends an `Idempotency-Key`, loses the answer, sends the same
 * again, and gets the first answer instead of a second chapter. Kept for a day.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createQueue } from '#server/lib/queue.ts';
import { AppError } from '#shared/errors.ts';
import type { PersonId } from '#shared/ids.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const reply = z.object({ request: z.string(), body: z.unknown() });

/** What was answered, to be given again. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A write, and the key by which its sender will know it again. */
export interface RepeatableWrite {
  readonly key: string;
  readonly personId: PersonId;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Remembers answers by the keys of their writes. */
export interface Idempotency {
  /**
   * Runs the write once for its key: who repeats it gets the first answer, also while the first is
   * still running. Only successes are kept, so that a failed write can be tried again. The same key
   * with another request is `invalid`.
   */
  once(write: RepeatableWrite, run: () => Promise<Answer>): Promise<Answer>;
}

/** Keeps the answers in the database, for a day. */
export function idempotency(db: Kysely<Schema>, clock: Clock): Idempotency {
  const queue = createQueue<string>();
  return {
    once: (write, run) => {
      if (!/^[\x21-\x7e]{1,100}$/.test(write.key)) {
        throw new AppError('invalid', 'Idempotency-Key must be 1 to 100 visible ASCII characters.');
      }
      return queue.run(`${write.personId} ${write.key}`, async () => {
        const request = fingerprint(write);
        const before = await find(db, write, clock.now() - DAY_MS);
        if (before) return repeat(before, request);
        const answer = await run();
        if (answer.status < 300) await keep(db, write, { ...answer, request, at: clock.now() });
        return answer;
      });
    },
  };
}

function fingerprint({ method, path, body }: RepeatableWrite): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, body ?? null]))
    .digest('base64url');
}

function repeat(before: { status: number; reply: string }, request: string): Answer {
  const kept = reply.parse(JSON.parse(before.reply));
  if (kept.request !== request) {
    throw new AppError('invalid', 'This Idempotency-Key was used for another request.');
  }
  return { status: before.status, body: kept.body };
}

async function find(db: Kysely<Schema>, { key, personId }: RepeatableWrite, since: number) {
  return db
    .selectFrom('idempotency')
    .select(['status', 'reply'])
    .where('key', '=', key)
    .where('person_id', '=', personId)
    .where('created_at', '>', since)
    .executeTakeFirst();
}

async function keep(
  db: Kysely<Schema>,
  { key, personId }: RepeatableWrite,
  { status, body, request, at }: Answer & { request: string; at: number },
): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', at - DAY_MS)
    .execute();
  await db
    .insertInto('idempotency')
    .values({
      key,
      person_id: personId,
      status,
      reply: JSON.stringify({ request, body }),
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
