import { setImmediate } from 'node:timers/promises';
import type { Block } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import { type Manifest, textsOfManifest } from './manifest.ts';

/** Reads a chapter's blocks as they were in a revision. */
export type ReadRevision = (chapterId: ChapterId, revision: number) => Promise<readonly Block[]>;

/** A chapter as it was in a revision. */
export interface RevisionText {
  readonly id: ChapterId;
  readonly revision: number;
  readonly blocks: readonly Block[];
}

/**
 * The texts that a manifest names, each once. Revisions never change, so they may be read at any
 * time. Between two chapters everyone else has their turn: people are typing.
 */
export async function* readTexts(
  manifest: Manifest,
  readRevision: ReadRevision,
): AsyncGenerator<RevisionText> {
  for (const { id, revision } of textsOfManifest(manifest)) {
    yield { id, revision, blocks: await readRevision(id, revision) };
    await setImmediate();
  }
}
