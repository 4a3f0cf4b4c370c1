import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig, readFolder } from '#server/config.ts';

it('has a value for everything when nothing is set', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: undefined,
    dataDir: resolve('data'),
    databaseUrl: undefined,
    owner: undefined,
    logLevel: 'warn',
    loadsStarters: true,
    trustsProxy: false,
  });
});

it('takes an empty variable for one that is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', REDIS_URL: '' }).port).toBe(3000);
});

it('reads what is set', () => {
  const config = readConfig({
    HOST: '0.0.0.0',
    PORT: '0',
    PUBLIC_URL: 'https://handbooks.example.org/',
    DATA_DIR: '/srv/commonbook',
    DATABASE_URL: 'postgres://localhost/commonbook',
    OWNER_EMAIL: 'Ana@Example.org',
    OWNER_PASSWORD: 'ten letters and more',
    LOG_LEVEL: 'debug',
    STARTER_HANDBOOKS: '0',
    TRUST_PROXY: '1',
  });
  expect(config).toEqual({
    host: '0.0.0.0',
    port: 0,
    publicUrl: 'https://handbooks.example.org',
    dataDir: resolve('/srv/commonbook'),
    databaseUrl: 'postgres://localhost/commonbook',
    owner: { email: 'ana@example.org', password: 'ten letters and more' },
    logLevel: 'debug',
    loadsStarters: false,
    trustsProxy: true,
  });
});

it.each([
  ['HOST', 'two words', '127.0.0.1'],
  ['PORT', '65536', '3000'],
  ['PORT', 'http', '3000'],
  ['PUBLIC_URL', 'handbooks.example.org', 'https://'],
  ['PUBLIC_URL', 'https://example.org/under/a/path', 'https://'],
  ['DATABASE_URL', 'mysql://localhost/commonbook', 'postgres://'],
  ['OWNER_EMAIL', 'ana', 'ana@example.org'],
  ['OWNER_PASSWORD', 'short', 'a sentence'],
  ['LOG_LEVEL', 'loud', 'info'],
  ['STARTER_HANDBOOKS', 'yes', '1'],
  ['TRUST_PROXY', 'true', '1'],
])('stops at %s=%s with one line that names it and gives an example', (name, value, example) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(new RegExp(`^${name} [^\n]*Example: ${name}=${example}[^\n]*$`));
});

it('does not print a password', () => {
  expect(() => readConfig({ OWNER_PASSWORD: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  expect(() => readConfig({ DATABASE_URL: 'mysql://ana:hunter2@host/x' })).toThrow(
    /^(?!.*hunter2)/,
  );
});

it('wants both of OWNER_EMAIL and OWNER_PASSWORD, or neither', () => {
  expect(() => readConfig({ OWNER_EMAIL: 'ana@example.org' })).toThrow(
    /^OWNER_PASSWORD is missing/,
  );
  expect(() => readConfig({ OWNER_PASSWORD: 'ten letters and more' })).toThrow(
    /^OWNER_EMAIL is missing/,
  );
});

it.each(['REDIS_URL', 'SMTP_URL', 'S3_URL'])('does not ignore %s in silence', (name) => {
  expect(() => readConfig({ [name]: 'x://y' })).toThrow(
    new RegExp(`^${name} is not part of this version`),
  );
});

it('knows where a command was typed, also when npm runs it elsewhere', () => {
  const npm = { npm_lifecycle_event: 'commonbook', INIT_CWD: '/srv/handbooks' };
  expect(readFolder(npm)).toBe(resolve('/srv/handbooks'));
  expect(readFolder({ ...npm, npm_lifecycle_event: 'test' })).toBe(process.cwd());
  expect(readFolder({ npm_lifecycle_event: 'commonbook' })).toBe(process.cwd());
  expect(readFolder({ INIT_CWD: '/srv/handbooks' })).toBe(process.cwd());
});
