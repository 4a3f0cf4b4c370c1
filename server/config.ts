/**
 * The environment, read here and nowhere else. A wrong value stops the start with one line: the
 * variable's name, what is wrong with it, and an example that would be right.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { LOG_LEVELS, type LogLevel } from './lib/logger.ts';
import { StartError } from './lib/start-error.ts';

/** What the environment says, checked. */
export interface Config {
  readonly host: string;
  /** 0 picks a free port; the ready line tells which. */
  readonly port: number;
  /** Without a slash at the end; undefined means `http://localhost:PORT`. */
  readonly publicUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** A PostgreSQL address; undefined means SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Creates the first owner without the set-up link. */
  readonly owner: { readonly email: string; readonly password: string } | undefined;
  readonly logLevel: LogLevel;
  /** Whether an empty database gets the starter handbooks. */
  readonly loadsStarters: boolean;
  /** Whether `X-Forwarded-*` of the proxy in front is believed. */
  readonly trustsProxy: boolean;
}

interface Variable {
  readonly type: z.ZodType;
  readonly problem: string;
  readonly example: string;
}

const flag = z.enum(['0', '1']).transform((text) => text === '1');

/** Whether an address parses and begins with one of these schemes. */
function isUrl(text: string, schemes: readonly string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol);
}

function isWholeHost(text: string): boolean {
  if (!isUrl(text, ['http:', 'https:'])) return false;
  const { pathname, search, hash } = new URL(text);
  return pathname === '/' && search === '' && hash === '';
}

const VARIABLES = {
  HOST: {
    type: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    problem: 'is not a host name or address',
    example: '127.0.0.1',
  },
  PORT: {
    type: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65_535),
    problem: 'is not a port number from 0 to 65535',
    example: '3000',
  },
  PUBLIC_URL: {
    type: z
      .string()
      .refine(isWholeHost)
      .transform((text) => new URL(text).origin),
    problem: 'is not the http or https address of a whole host',
    example: 'https://handbooks.example.org',
  },
  DATA_DIR: {
    type: z
      .string()
      .refine((text) => !text.includes('\0'))
      .transform((text) => resolve(text)),
    problem: 'is not a folder’s path',
    example: '/var/lib/commonbook',
  },
  DATABASE_URL: {
    type: z.string().refine((text) => isUrl(text, ['postgres:', 'postgresql:'])),
    problem: 'is not a PostgreSQL address',
    example: 'postgres://commonbook:secret@localhost:5432/commonbook',
  },
  OWNER_EMAIL: {
    type: z
      .email()
      .max(254)
      .transform((text) => text.toLowerCase()),
    problem: 'is not an e-mail address',
    example: 'ana@example.org',
  },
  OWNER_PASSWORD: {
    type: z.string().min(10).max(200),
    problem: 'is not between 10 and 200 characters long',
    example: 'a sentence nobody else would choose',
  },
  LOG_LEVEL: {
    type: z.enum(LOG_LEVELS),
    problem: `is not one of ${LOG_LEVELS.join(', ')}`,
    example: 'info',
  },
  STARTER_HANDBOOKS: { type: flag, problem: 'is neither 0 nor 1', example: '1' },
  TRUST_PROXY: { type: flag, problem: 'is neither 0 nor 1', example: '1' },
} as const satisfies Record<string, Variable>;

/** Variables of the contract that later versions read: to ignore them in silence would deceive. */
const NOT_YET: Readonly<Record<string, string>> = {
  REDIS_URL: 'one server answers everything',
  SMTP_URL: 'no mail is sent',
  S3_URL: 'files are kept in DATA_DIR',
};

/**
 * Reads and checks the environment. An empty variable counts as unset.
 * @throws StartError for the first variable that is wrong.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  for (const [name, instead] of Object.entries(NOT_YET))
    if (environment[name])
      throw new StartError(`${name} is not part of this version (${instead}): unset it.`);

  const read = <Name extends keyof typeof VARIABLES>(
    name: Name,
  ): z.infer<(typeof VARIABLES)[Name]['type']> | undefined => {
    const text = environment[name];
    if (text === undefined || text === '') return undefined;
    const { type, problem, example } = VARIABLES[name];
    const parsed = type.safeParse(text);
    if (!parsed.success)
      throw new StartError(`${name} ${problem}${quoted(name, text)}. Example: ${name}=${example}`);
    return parsed.data as z.infer<(typeof VARIABLES)[Name]['type']>;
  };

  return {
    host: read('HOST') ?? '127.0.0.1',
    port: read('PORT') ?? 3000,
    publicUrl: read('PUBLIC_URL'),
    dataDir: read('DATA_DIR') ?? resolve('data'),
    databaseUrl: read('DATABASE_URL'),
    owner: readOwner(read('OWNER_EMAIL'), read('OWNER_PASSWORD')),
    logLevel: read('LOG_LEVEL') ?? 'warn',
    loadsStarters: read('STARTER_HANDBOOKS') ?? true,
    trustsProxy: read('TRUST_PROXY') ?? false,
  };
}

/**
 * The folder in which somebody typed a command. npm runs each script in the folder of package.json and
 * says in INIT_CWD where it was called; what another script starts inherits that and does not mean it.
 */
export function readFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const isCalledByNpm = environment.npm_lifecycle_event === 'commonbook';
  return resolve((isCalledByNpm && environment.INIT_CWD) || '.');
}

/** The value as it stands, unless it is or holds a password. */
function quoted(name: string, text: string): string {
  const isSecret = name === 'OWNER_PASSWORD' || name === 'DATABASE_URL';
  return isSecret ? '' : `: ${JSON.stringify(text.slice(0, 100))}`;
}

function readOwner(email: string | undefined, password: string | undefined): Config['owner'] {
  if (email !== undefined && password !== undefined) return { email, password };
  if (email === undefined && password === undefined) return undefined;
  const [missing, there] =
    email === undefined ? ['OWNER_EMAIL', 'OWNER_PASSWORD'] : ['OWNER_PASSWORD', 'OWNER_EMAIL'];
  const { example } = VARIABLES[missing === 'OWNER_EMAIL' ? 'OWNER_EMAIL' : 'OWNER_PASSWORD'];
  throw new StartError(
    `${missing} is missing although ${there} is set: set both or neither. Example: ${missing}=${example}`,
  );
}
