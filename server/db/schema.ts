/**
 * The tables, as Kysely sees them. Columns are named as in SQL. Times are milliseconds since 1970,
 * booleans 0 or 1, JSON is text, bytes are Uint8Array; both databases hold them alike (columns.ts).
 */

import type { Millis } from '#server/lib/clock.ts';
import type { Role } from '#shared/access/access.ts';
import type {
  BlockId,
  ChapterId,
  EditionId,
  ExportId,
  HandbookId,
  Hash,
  PersonId,
  ReleaseId,
} from '#shared/ids.ts';

export type { Millis };

export interface Schema {
  // person, session, account and verification are written by better-auth (people/auth-tables.ts maps
  // its names onto these). Its times are ISO texts, its booleans 0 or 1, on both databases.
  person: {
    id: PersonId;
    name: string;
    /** Lower case; unique. `ID@removed.invalid` once the account was taken away. */
    email: string;
    email_verified: number;
    image: string | null;
    created_at: string;
    updated_at: string;
    /** When the account was taken away. The row stays, so that what they wrote keeps their name. */
    removed_at: Millis | null;
  };
  session: {
    id: string;
    /** Unique. */
    token: string;
    person_id: PersonId;
    expires_at: string;
    ip_address: string | null;
    user_agent: string | null;
    created_at: string;
    updated_at: string;
  };
  /** A way to sign in: here always provider `credential` with a password's hash. */
  account: {
    id: string;
    account_id: string;
    provider_id: string;
    person_id: PersonId;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: string | null;
    refresh_token_expires_at: string | null;
    scope: string | null;
    password: string | null;
    created_at: string;
    updated_at: string;
  };
  verification: {
    id: string;
    identifier: string;
    value: string;
    expires_at: string;
    created_at: string;
    updated_at: string;
  };
  owner: { person_id: PersonId };
  membership: {
    person_id: PersonId;
    handbook_id: HandbookId;
    /** '' when the role is on the whole handbook. */
    edition_id: EditionId | '';
    role: Role;
  };
  api_token: {
    id: string;
    person_id: PersonId;
    name: string;
    /** SHA-256 of the token; the token itself is shown once and not kept. */
    hash: Hash;
    created_at: Millis;
    last_used_at: Millis | null;
  };
  /** Single values of the installation: set-up secret's hash, and the like. */
  setting: { name: string; value: string };
  idempotency: {
    key: string;
    person_id: PersonId;
    status: number;
    reply: string;
    created_at: Millis;
  };

  handbook: {
    id: HandbookId;
    slug: string;
    title: string;
    summary: string;
    language: string;
    licence: string;
    model: string;
    created_at: Millis;
    deleted_at: Millis | null;
  };
  /** A fact that the handbook asks every city for. */
  fact: {
    handbook_id: HandbookId;
    name: string;
    type: string;
    label: string;
    help: string;
    position: number;
  };
  fact_value: {
    edition_id: EditionId;
    name: string;
    value: string;
    source: string;
    /** YYYY-MM-DD, or '' when it need not be reviewed. */
    review_by: string;
    /** What the fact is called here, in the edition's language; '' for the handbook's own label. */
    label: string;
    updated_at: Millis;
    updated_by: PersonId | null;
  };
  edition: {
    id: EditionId;
    handbook_id: HandbookId;
    /** 'core', or the city's slug. */
    slug: string;
    /** '' for the core. */
    city: string;
    /** ISO 3166-1 alpha-2, '' for the core. */
    country: string;
    latitude: number | null;
    longitude: number | null;
    /** BCP 47. */
    language: string;
    /** '' where the edition bears the handbook's own, as the core does; so for the summary. */
    title: string;
    summary: string;
    /** Who is credited beside the people known from history: JSON, '' when nobody is. */
    credits: string;
    upstream_id: EditionId | null;
    base_release_id: ReleaseId | null;
    created_at: Millis;
    deleted_at: Millis | null;
  };
  release: {
    id: ReleaseId;
    edition_id: EditionId;
    number: number;
    created_at: Millis;
    created_by: PersonId | null;
  };
  release_chapter: {
    release_id: ReleaseId;
    chapter_id: ChapterId;
    revision_number: number;
    position: number;
  };

  chapter: {
    id: ChapterId;
    edition_id: EditionId;
    slug: string;
    title: string;
    /** Order within the edition: a fractional key, compared as text. */
    position: string;
    upstream_id: ChapterId | null;
    /** The upstream chapter's revision that this one was last reconciled with. */
    base_revision: number | null;
    /** A city's chapter that its edition leaves out; its text is kept. */
    omitted_at: Millis | null;
    deleted_at: Millis | null;
    deleted_by: PersonId | null;
    created_at: Millis;
  };
  /** What the city says of a block that differs from its upstream, and what it translates. */
  block_lineage: {
    chapter_id: ChapterId;
    block_id: BlockId;
    /** law, money, culture, language, scale, tried-and-failed, other; '' when none was given. */
    reason: string;
    sentence: string;
    differs_in_substance: number;
    /** The upstream sameness that the city's text translates. */
    translates: Hash | null;
  };
  /** keep, adapt or free: what the steward asks of a core block. */
  block_policy: { chapter_id: ChapterId; block_id: BlockId; policy: string };

  /** Live text: append-only, one row a room, person and tick. */
  chapter_update: {
    chapter_id: ChapterId;
    sequence: number;
    person_id: PersonId | null;
    at: Millis;
    bytes: Uint8Array;
  };
  chapter_snapshot: {
    chapter_id: ChapterId;
    /** The last update that the bytes contain; later rows are the tail. */
    sequence: number;
    bytes: Uint8Array;
    /** Changed only when a chapter's Yjs history is replaced: a restored backup, an import over it. */
    epoch: Uint8Array;
    at: Millis;
  };
  author_range: {
    chapter_id: ChapterId;
    client_id: number;
    clock_from: number;
    clock_to: number;
    person_id: PersonId | null;
  };

  block: { hash: Hash; json: string };
  /** Each (block id, hash) that a chapter ever had, numbered from 1 within the chapter. */
  block_version: { chapter_id: ChapterId; number: number; block_id: BlockId; hash: Hash };
  revision: {
    chapter_id: ChapterId;
    /** From 1 within the chapter. */
    number: number;
    at: Millis;
    /** writing, named, before-restore, restore, seed, import. */
    reason: string;
    name: string;
    /** The last chapter_update that it contains. */
    sequence: number;
    /** block_version numbers in order, as varints of the differences. */
    blocks: Uint8Array;
    word_count: number;
  };
  revision_author: { chapter_id: ChapterId; number: number; person_id: PersonId };

  image: {
    handbook_id: HandbookId;
    hash: Hash;
    type: string;
    width: number;
    height: number;
    name: string;
    created_at: Millis;
  };
  export: {
    id: ExportId;
    edition_id: EditionId;
    format: string;
    /** waiting, running, done, failed. */
    state: string;
    /** 0 to 1. */
    progress: number;
    /** The step being done, as a message key. */
    step: string;
    manifest: string;
    file_hash: Hash | null;
    file_name: string;
    byte_count: number | null;
    /** What the export says of itself: warnings and checks, as JSON. */
    report: string;
    /** Secret of the link that can be passed on; null when withdrawn or not yet finished. */
    link_secret: string | null;
    requested_by: PersonId | null;
    created_at: Millis;
    finished_at: Millis | null;
  };
}
