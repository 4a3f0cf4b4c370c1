/** A whole handbook as values: what its files say, and what an import puts into the database. */
import type { Credit } from '#shared/api/fields.ts';
import type { Block } from '#shared/content/content.ts';
import type { BlockId, Hash } from '#shared/ids.ts';

/** Paths inside a handbook's folder, with `/`, and their bytes. */
export type HandbookFiles = ReadonlyMap<string, Uint8Array>;

export interface HandbookModel {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly language: string;
  readonly licence: string;
  readonly model: string;
  /** Of the core. */
  readonly credits: readonly Credit[];
  readonly facts: readonly FactModel[];
  /** In the order of reading. */
  readonly chapters: readonly ChapterModel[];
  readonly editions: readonly EditionModel[];
  readonly images: readonly ImageModel[];
}

/** A fact that the handbook asks for. */
export interface FactModel {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly help: string;
  /** What the core itself says; undefined when it leaves that to the cities. */
  readonly inCore?: FactValueModel;
}

export interface FactValueModel {
  readonly value: string;
  readonly source: string;
  /** YYYY-MM-DD or ''. */
  readonly reviewBy: string;
}

/** A value with what the city calls the fact; '' for the handbook's label. */
export interface CityFactModel extends FactValueModel {
  readonly label: string;
}

export interface ChapterModel {
  readonly slug: string;
  readonly title: string;
  /** Each with an id, also on entries and rows inside. */
  readonly blocks: readonly Block[];
  /** keep or adapt; blocks that are not named are free. */
  readonly policies: ReadonlyMap<BlockId, string>;
}

export interface CityChapterModel extends ChapterModel {
  /** The core chapter's slug; null for a chapter of the city's own. */
  readonly upstream: string | null;
  readonly lineage: readonly LineageModel[];
}

/** What a city says of one block, also of one that it leaves out. */
export interface LineageModel {
  readonly blockId: BlockId;
  readonly reason: string;
  readonly sentence: string;
  readonly differsInSubstance: boolean;
  readonly translates: Hash | null;
}

export interface EditionModel {
  readonly slug: string;
  /** '' for the handbook's own, as for the summary. */
  readonly title: string;
  readonly summary: string;
  readonly credits: readonly Credit[];
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly language: string;
  /** The core's release that it was last reconciled with. */
  readonly basedOn: number | null;
  readonly facts: ReadonlyMap<string, CityFactModel>;
  /** Slugs of chapters that it leaves out. */
  readonly omitted: ReadonlySet<string>;
  /** Slugs of all its chapters in order: those of `chapters`, and the core's for the others. */
  readonly order: readonly string[];
  /** Those that differ from the core's, whole. */
  readonly chapters: readonly CityChapterModel[];
}

export interface ImageModel {
  readonly hash: Hash;
  /** As in `images/<hash>.<extension>`. */
  readonly extension: 'png' | 'jpg' | 'jpeg' | 'gif' | 'webp';
  readonly bytes: Uint8Array;
  /** What the file was called when it came, '' when nobody knows. */
  readonly name: string;
}
