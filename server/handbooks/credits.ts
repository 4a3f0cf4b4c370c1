/** People credited by name, as their column keeps them. */
import { z } from 'zod';
import { type Credit, credit } from '#shared/api/fields.ts';

const column = z.array(credit);

/** What the column holds for these; '' for nobody. */
export function printCredits(credits: readonly Credit[]): string {
  return credits.length === 0 ? '' : JSON.stringify(credits);
}

/** The people in a column, in their order. */
export function parseCredits(stored: string): readonly Credit[] {
  return stored === '' ? [] : column.parse(JSON.parse(stored));
}
