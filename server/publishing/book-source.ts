import type { DocJson } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import type { Coverage } from './font-coverage.ts';
import type { Manifest } from './manifest.ts';
import type { PrintPicture } from './print-context.ts';

/** Everything that a book is printed from. */
export interface BookSource {
  readonly manifest: Manifest;
  readonly texts: ReadonlyMap<ChapterId, DocJson>;
  /** By the name the texts have for them; those that cannot be read are missing. */
  readonly pictures: ReadonlyMap<string, PrintPicture>;
  readonly coverage: Coverage;
}
