/** Making and taking away accounts, the first owner, tokens. Each function is one use case. */
import { hashPassword } from 'better-auth/crypto';
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { notFound } from '#server/lib/refusals.ts';
import { sha256 } from '#server/lib/sha256.ts';
import { AppError } from '#shared/errors.ts';
import { newId, newSecret, type PersonId, type RandomBytes } from '#shared/ids.ts';
import { insertToken } from './credentials-store.ts';
import {
  insertOwner,
  insertPerson,
  ownerCount,
  type PersonRow,
  personByEmail,
  personById,
  removePersonRows,
} from './people-store.ts';
import { readSetting, spendSetting, writeSetting } from './setting-store.ts';
import { isOwner } from './standing-store.ts';

/** What accounts are made with. */
export interface AccountDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** Whom an account is for. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const SET_UP = 'set-up-secret';

/** Adds a person; `conflict` when the address has an account already. */
export async function addPerson(deps: AccountDeps, person: NewPerson): Promise<PersonRow> {
  const prepared = await prepare(deps, person);
  return inTransaction(deps.db, (db) => insert(db, deps, prepared));
}

/** Adds a person and makes them owner, or makes an owner of the one who has that address. */
export async function addOwner(deps: AccountDeps, person: NewPerson): Promise<PersonRow> {
  const prepared = await prepare(deps, person);
  return inTransaction(deps.db, async (db) => {
    const owner = (await personByEmail(db, person.email)) ?? (await insert(db, deps, prepared));
    await insertOwner(db, owner.id);
    return owner;
  });
}

/**
 * A fresh one-time secret for the set-up link, which replaces the one before; undefined when there is
 * an owner. Only its hash is kept; it is random, so that needs no salt.
 */
export async function newSetUpSecret({ db, random }: AccountDeps): Promise<string | undefined> {
  if ((await ownerCount(db)) > 0) return undefined;
  const secret = newSecret(random);
  await writeSetting(db, SET_UP, sha256(secret));
  return secret;
}

/** Makes the first owner with the set-up secret. It works once, also for many who try at once. */
export async function setUp(
  deps: AccountDeps,
  { secret, ...person }: NewPerson & { readonly secret: string },
): Promise<PersonRow> {
  const hash = sha256(secret);
  // Looked at before the slow hashing of the password, and spent after it: guesses cost us little.
  if ((await readSetting(deps.db, SET_UP)) !== hash) throw spent();
  const prepared = await prepare(deps, person);
  return inTransaction(deps.db, async (db) => {
    if (!(await spendSetting(db, SET_UP, hash)) || (await ownerCount(db)) > 0) throw spent();
    const owner = await insert(db, deps, prepared);
    await insertOwner(db, owner.id);
    return owner;
  });
}

function spent(): AppError {
  return new AppError(
    'not-found',
    'This set-up link was used already or is not the newest. The newest is printed at each start.',
  );
}

/** Takes an account away; what the person wrote stays under their name. The last owner stays. */
export async function removePerson({ db, clock }: AccountDeps, id: PersonId): Promise<void> {
  await inTransaction(db, async (db) => {
    if (!(await personById(db, id))) throw notFound();
    if ((await ownerCount(db)) === 1 && (await isOwner(db, id))) {
      throw new AppError('conflict', 'This is the only owner. Make somebody else owner first.');
    }
    await removePersonRows(db, id, clock.now());
  });
}

/** A new token for a person, to be shown once; `not-found` when nobody has that address. */
export async function createToken(
  { db, clock, random }: AccountDeps,
  email: string,
  name: string,
): Promise<string> {
  const person = await personByEmail(db, email);
  if (!person) throw new AppError('not-found', `Nobody here has the e-mail address ${email}.`);
  const token = newSecret(random);
  await insertToken(db, {
    id: newId(random),
    personId: person.id,
    name,
    hash: sha256(token),
    at: clock.now(),
  });
  return token;
}

interface PreparedPerson extends PersonRow {
  readonly accountId: string;
  readonly passwordHash: string;
}

/** Hashing takes long on purpose, so it is done before a transaction holds everyone else up. */
async function prepare({ random }: AccountDeps, person: NewPerson): Promise<PreparedPerson> {
  return {
    id: newId(random),
    accountId: newId(random),
    name: person.name,
    email: person.email.toLowerCase(),
    passwordHash: await hashPassword(person.password),
  };
}

async function insert(
  db: Kysely<Schema>,
  { clock }: AccountDeps,
  person: PreparedPerson,
): Promise<PersonRow> {
  if (await personByEmail(db, person.email)) {
    const reason = `${person.email} has an account already.`;
    throw new AppError('conflict', reason, { problems: [{ at: 'email', reason }] });
  }
  await insertPerson(db, person, clock.now());
  return { id: person.id, name: person.name, email: person.email };
}
