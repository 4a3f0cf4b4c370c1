import { expect, it } from 'vitest';
import { createLogger } from '#server/lib/logger.ts';
import { AppError } from '#shared/errors.ts';

/** What is logged of an error, as the log's reader gets it. */
function logged(error: unknown): unknown {
  const lines: string[] = [];
  createLogger('error', { write: (line) => lines.push(line) }).error({ error }, 'bug');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '').error;
}

it('says of an error what went wrong, where, and why', () => {
  const cause = Object.assign(new RangeError('database or disk is full'), { code: 'SQLITE_FULL' });
  const error = new AppError('unavailable', 'The disk is full.', { cause });
  expect(logged(error)).toEqual({
    type: 'AppError',
    message: 'The disk is full.',
    code: 'unavailable',
    stack: expect.stringContaining('logger.test.ts'),
    cause: {
      type: 'RangeError',
      message: 'database or disk is full',
      code: 'SQLITE_FULL',
      stack: expect.stringContaining('logger.test.ts'),
    },
  });
});

it('says something of whatever was thrown', () => {
  expect(logged('a word')).toEqual({ type: 'string', message: 'a word' });
  expect(logged({ code: 'EIO' })).toMatchObject({ message: 'EIO', code: 'EIO' });
  expect(logged({})).toMatchObject({ message: 'an error without a message' });
  expect(logged(null)).toMatchObject({ message: 'an error without a message' });
  const refused = new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]);
  expect(logged(refused)).toMatchObject({ message: '::1 refused; 127.0.0.1 refused' });
});

it('ends where a chain of causes runs in a circle', () => {
  const error = new Error('round');
  error.cause = new Error('and round', { cause: error });
  expect(JSON.stringify(logged(error)).match(/and round/g)?.length).toBeLessThan(20);
});

it('keeps what hangs on an error, and secrets that its words quote, to itself', () => {
  const error = new Error(
    'GET postgres://ana:pass-1@db/x with Authorization: Bearer bearer-1 and ' +
      'cookie: commonbook.session_token=session-1; {"password":"pass-2"} at /set-up?secret=link-1&x',
    { cause: new TypeError('token=inner-1') },
  );
  const written = JSON.stringify(logged(Object.assign(error, { body: { password: 'body-1' } })));
  for (const secret of ['pass-1', 'bearer-1', 'session-1', 'pass-2', 'link-1', 'inner-1', 'body-1'])
    expect(written).not.toContain(secret);
  expect(written).toContain('postgres://ana:');
});
