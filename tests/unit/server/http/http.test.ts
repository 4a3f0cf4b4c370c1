import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#server/lib/logger.ts';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';
import { PASSWORD } from '#tests/support/server-world.ts';

const HANDBOOK = { title: 'Food', slug: 'food', summary: '', language: 'en' };

describe('every answer', () => {
  let world: HttpWorld;
  beforeAll(async () => {
    world = await openHttpWorld();
  });
  afterAll(() => world.close());

  it('carries a policy without inline script, a request id, and no word of Express', async () => {
    const { headers } = await world.nobody.send('GET', '/api/me');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.has('x-powered-by')).toBe(false);
  });

  it('is private and not kept under /api', async () => {
    const { headers } = await world.owner.send('GET', '/api/me');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('vary')).toMatch(/Cookie/);
  });

  it('is a problem with a code when it is an error', async () => {
    const unknown = await world.owner.send('GET', '/api/nowhere');
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(unknown).toMatchObject({
      status: 404,
      body: { status: 404, code: 'not-found', instance: expect.stringMatching(/^urn:request:/) },
    });
    const bad = await world.owner.send('POST', '/api/handbooks', {
      body: { ...HANDBOOK, slug: 'Ä' },
    });
    expect(bad).toMatchObject({
      status: 400,
      body: { code: 'invalid', problems: [{ at: 'slug' }] },
    });
  });

  it('refuses what is not JSON, what is broken and what is too large', async () => {
    const send = (body: string, type: string) =>
      fetch(`${world.url}/api/handbooks`, {
        method: 'POST',
        headers: { origin: world.url, cookie: world.owner.cookie, 'content-type': type },
        body,
      });
    expect((await send('title=x', 'application/x-www-form-urlencoded')).status).toBe(400);
    expect((await send('{"title":"x"}', 'text/plain')).status).toBe(400);
    expect((await send('{"title":', 'application/json')).status).toBe(400);
    expect((await send('"text"', 'application/json')).status).toBe(400);
    const large = await send(
      JSON.stringify({ summary: 'x'.repeat(5_000_000) }),
      'application/json',
    );
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'too-large' });
  });

  it('tells nothing of a bug but its id', async () => {
    await world.product.database.db.schema.alterTable('fact').renameTo('elsewhere').execute();
    const { status, body } = await world.owner.send('GET', '/api/handbooks');
    const made = await world.owner.send('POST', '/api/handbooks', { body: HANDBOOK });
    await world.product.database.db.schema.alterTable('elsewhere').renameTo('fact').execute();
    expect(status).toBe(200);
    expect(body).toEqual({ results: [], nextCursor: null });
    expect(made).toMatchObject({ status: 500, body: { code: 'bug' } });
    expect(JSON.stringify(made.body)).not.toMatch(/fact|SQL|table/i);
  });

  it('tells the operator whether it is up, ready, and how it does', async () => {
    expect(await world.nobody.send('GET', '/healthz')).toMatchObject({ status: 200 });
    expect(await world.nobody.send('GET', '/readyz')).toMatchObject({ status: 200 });
    const { body } = await world.nobody.send('GET', '/metrics');
    expect(body).toContain('commonbook_http_request_seconds_count');
    expect(body).toContain('commonbook_process_resident_memory_bytes');
  });
});

describe('being ready', () => {
  it('means that what is written is taken, also while nobody writes', async () => {
    const world = await openHttpWorld();
    const { db } = world.product.database;
    const status = async () => (await world.nobody.send('GET', '/readyz')).status;
    expect(await status()).toBe(200);
    await sql`pragma query_only = on`.execute(db);
    // Who asks too often hears the last answer again: each look writes.
    expect(await status()).toBe(200);
    world.clock.pass(1_000);
    expect(await status()).toBe(503);
    expect((await world.owner.send('GET', '/api/me')).status).toBe(200);
    await sql`pragma query_only = off`.execute(db);
    world.clock.pass(1_000);
    expect(await status()).toBe(200);
    await world.close();
  });
});

describe('[S10] a write from elsewhere', () => {
  let world: HttpWorld;
  beforeAll(async () => {
    world = await openHttpWorld();
  });
  afterAll(() => world.close());

  it.each([
    ['another site', 'https://evil.example'],
    ['a name that begins like ours', 'http://127.0.0.1.evil.example'],
    ['no origin that can be told', 'null'],
    ['another port', 'http://127.0.0.1:1'],
  ])('is refused with a valid cookie: %s', async (_name, origin) => {
    const sent = { body: HANDBOOK, headers: { origin } };
    const made = await world.owner.send('POST', '/api/handbooks', sent);
    expect(made).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const out = await world.owner.send('POST', '/auth/sign-out', { headers: { origin } });
    expect(out.status).toBe(403);
  });

  it('is refused without an Origin, unless a program sends its token', async () => {
    const bare = await fetch(`${world.url}/api/handbooks`, {
      method: 'POST',
      headers: { cookie: world.owner.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(HANDBOOK),
    });
    expect(bare.status).toBe(403);
    const program = await world.program(world.owner);
    expect(await program.send('POST', '/api/handbooks', { body: HANDBOOK })).toMatchObject({
      status: 200,
      body: { slug: 'food' },
    });
  });
});

describe('a write with an Idempotency-Key', () => {
  let world: HttpWorld;
  beforeAll(async () => {
    world = await openHttpWorld();
  });
  afterAll(() => world.close());
  const once = (key: string, body: object) =>
    world.owner.send('POST', '/api/handbooks', { body, headers: { 'idempotency-key': key } });

  it('is done once, however often and however fast it is repeated', async () => {
    const body = { ...HANDBOOK, slug: 'once' };
    const answers = await Promise.all([once('k1', body), once('k1', body), once('k1', body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const ids = answers.map((answer) => (answer.body as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
  });

  it('is refused when the key comes with something else', async () => {
    const other = await once('k1', { ...HANDBOOK, slug: 'other' });
    expect(other).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });

  it('can be tried again after it failed', async () => {
    expect((await once('k2', { ...HANDBOOK, slug: 'once' })).status).toBe(409);
    expect((await once('k2', { ...HANDBOOK, slug: 'again' })).status).toBe(200);
  });

  it('is forgotten after a day', async () => {
    world.clock.pass(25 * 60 * 60 * 1_000);
    expect((await once('k1', { ...HANDBOOK, slug: 'later' })).status).toBe(200);
  });
});

describe('the log of a bug', () => {
  it('names what happened and where, under the id that the caller got, and no secret', async () => {
    const lines: string[] = [];
    const logger = createLogger('debug', { write: (line) => lines.push(line) });
    const world = await openHttpWorld({ logger });
    await sql`alter table account rename to elsewhere`.execute(world.product.database.db);
    const email = 'owner@example.org';
    const answer = await world.owner.send('POST', '/auth/sign-in/email?secret=of-a-link', {
      body: { email, password: PASSWORD },
      headers: { authorization: 'Bearer of-a-program' },
    });
    await world.close();
    expect(answer).toMatchObject({ status: 500, body: { code: 'bug' } });
    expect(JSON.stringify(answer.body)).not.toContain('account');

    const bug = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'bug');
    expect(answer.body).toMatchObject({ instance: `urn:request:${bug.id}` });
    const { message, stack, cause } = bug.error;
    expect([message, cause?.message]).toContain('no such table: account');
    expect(stack).toMatch(/\n +at /);
    const written = lines.join();
    for (const secret of [PASSWORD, 'of-a-link', 'of-a-program', world.owner.cookie])
      expect(written).not.toContain(secret);
  });
});
