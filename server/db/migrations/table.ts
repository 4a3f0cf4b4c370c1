import { type Kysely, sql } from 'kysely';
import { columnTypes, type DialectName } from '../columns.ts';

type ColumnKind = 'text' | 'integer' | 'real' | 'bytes';

/** A table as data, so that a migration reads as a list of tables. Once used, what a field means may not change. */
export interface Table {
  readonly name: string;
  /** A `?` behind the kind: may be null. */
  readonly columns: Readonly<Record<string, ColumnKind | `${ColumnKind}?`>>;
  readonly key: readonly string[];
  /** Column → `table.column`. With `cascade` behind it the row goes with what it belongs to. */
  readonly references?: Readonly<Record<string, string>>;
  readonly unique?: readonly (readonly string[])[];
  /** Unique among the rows that are not deleted. */
  readonly uniqueWhileThere?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
  /** Small rows that are read in the order of their key: SQLite then keeps them in it, once. */
  readonly isOrdered?: true;
}

/** Creates a table with its indices. */
export async function createTable(
  db: Kysely<unknown>,
  dialect: DialectName,
  table: Table,
): Promise<void> {
  const types = columnTypes(dialect);
  const parts = [
    ...Object.entries(table.columns).map(([name, kind]) => {
      const isNullable = kind.endsWith('?');
      const type = types[kind.replace('?', '') as ColumnKind];
      return isNullable ? sql`${sql.ref(name)} ${type}` : sql`${sql.ref(name)} ${type} not null`;
    }),
    sql`primary key (${refs(table.key)})`,
    ...(table.unique ?? []).map((columns) => sql`unique (${refs(columns)})`),
    ...Object.entries(table.references ?? {}).map(([column, to]) => reference(column, to)),
  ];
  const isClustered = dialect === 'sqlite' && table.isOrdered === true;
  const end = isClustered ? sql` without rowid` : sql``;
  await sql`create table ${sql.ref(table.name)} (${sql.join(parts)})${end}`.execute(db);

  for (const columns of table.index ?? []) {
    const name = sql.ref(`${table.name}_by_${columns.join('_')}`);
    await sql`create index ${name} on ${sql.ref(table.name)} (${refs(columns)})`.execute(db);
  }
  for (const columns of table.uniqueWhileThere ?? []) {
    const name = sql.ref(`${table.name}_one_${columns.join('_')}`);
    await sql`create unique index ${name} on ${sql.ref(table.name)} (${refs(columns)})
      where deleted_at is null`.execute(db);
  }
}

function refs(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)));
}

function reference(column: string, to: string) {
  const [target = '', action] = to.split(' ');
  const [table = '', key = ''] = target.split('.');
  const end = action === 'cascade' ? sql` on delete cascade` : sql``;
  return sql`foreign key (${sql.ref(column)}) references ${sql.ref(table)} (${sql.ref(key)})${end}`;
}
