/** A handbook's pictures: kept once by the hash of their bytes, seen by whoever sees the handbook. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { HandbookId, Hash } from '#shared/ids.ts';
import { cleanImage, IMAGE_TYPES } from './clean-image.ts';

/** Where pictures are kept. */
export interface ImageDeps {
  readonly db: Kysely<Schema>;
  readonly files: Files;
  readonly clock: Clock;
}

/** A picture of a handbook, as its rows name it. */
export interface KeptImage {
  /** As the text names it: `images/<hash>.<ext>`. */
  readonly src: string;
  readonly hash: Hash;
  readonly width: number;
  readonly height: number;
}

/** Cleans a picture and keeps it for a handbook. `name` is what it was called where it came from. */
export async function keepImage(
  { db, files, clock }: ImageDeps,
  handbookId: HandbookId,
  picture: { readonly bytes: Uint8Array; readonly name: string },
): Promise<KeptImage> {
  const { bytes, extension, width, height } = await cleanImage(picture.bytes);
  const hash = await files.put(bytes);
  await db
    .insertInto('image')
    .values({
      handbook_id: handbookId,
      hash,
      type: IMAGE_TYPES[extension],
      width,
      height,
      name: picture.name.slice(0, 200),
      created_at: clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { src: `images/${hash}.${extension}`, hash, width, height };
}

/** The bytes of one of the handbook's own pictures; undefined when it has no such picture. */
export async function readImage(
  { db, files }: ImageDeps,
  handbookId: HandbookId,
  hash: Hash,
): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined> {
  const row = await db
    .selectFrom('image')
    .select('type')
    .where('handbook_id', '=', handbookId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  const bytes = row && (await files.get(hash));
  return bytes && { bytes, type: row.type };
}
