import type { Product } from '#server/compose.ts';

/** Keeps a picture in the first handbook there is, for stories to which it is whatever bytes it has. */
export async function keepPicture(
  { database: { db }, files }: Product,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const { id } = await db.selectFrom('handbook').select('id').executeTakeFirstOrThrow();
  const hash = await files.put(bytes);
  const size = { width: 1, height: 1 };
  const row = { handbook_id: id, hash, type: 'image/png', ...size, name, created_at: 0 };
  await db.insertInto('image').values(row).execute();
}
