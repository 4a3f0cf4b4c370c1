import { type RawBuilder, sql } from 'kysely';

export type DialectName = 'sqlite' | 'postgres';

/** The column types that both databases hold alike. */
export interface ColumnTypes {
  /** Unicode, compared and ordered by its bytes. */
  readonly text: RawBuilder<unknown>;
  /** A whole number to 2^53; also booleans (0 or 1) and times. */
  readonly integer: RawBuilder<unknown>;
  readonly real: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
}

/** Written into the migrations: what these say may never change. */
export function columnTypes(dialect: DialectName): ColumnTypes {
  return dialect === 'sqlite'
    ? { text: sql`text`, integer: sql`integer`, real: sql`real`, bytes: sql`blob` }
    : {
        // SQLite compares bytes; a language's order would put chapters elsewhere on each machine.
        text: sql`text collate "C"`,
        integer: sql`bigint`,
        real: sql`double precision`,
        bytes: sql`bytea`,
      };
}
