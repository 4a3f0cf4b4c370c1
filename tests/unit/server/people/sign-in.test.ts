import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';
import { PASSWORD } from '#tests/support/server-world.ts';

describe('signing in', () => {
  let world: HttpWorld;
  beforeAll(async () => {
    world = await openHttpWorld();
  });
  afterAll(() => world.close());
  const signIn = (email: string, password: string) =>
    world.nobody.send('POST', '/auth/sign-in/email', { body: { email, password } });

  it('sets a cookie that scripts and other sites do not get, and tells no token', async () => {
    const answer = await signIn('OWNER@example.org', PASSWORD);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^commonbook\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(answer.body).toMatchObject({ user: { email: 'owner@example.org' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/token/);
  });

  it('[S4] answers alike for a wrong password and an unknown address', async () => {
    const [wrong, unknown] = [
      await signIn('owner@example.org', 'not the password'),
      await signIn('nobody@example.org', 'not the password'),
    ];
    const plain = ({ status, body }: typeof wrong) => ({
      status,
      ...(body as object),
      instance: '',
    });
    expect(plain(wrong)).toEqual(plain(unknown));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in' } });
  });

  it('[S1] stops guessing at one account, whoever guesses, and lets it go on later', {
    timeout: 60_000,
  }, async () => {
    await world.person('victim');
    const guess = () => signIn('victim@example.org', 'a guess at random');
    const answers = await Promise.all(Array.from({ length: 25 }, guess));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    world.clock.pass(15 * 60 * 1_000);
    expect((await signIn('victim@example.org', PASSWORD)).status).toBe(200);
  });

  it('[S3] is at four addresses only, written as they are written', async () => {
    const closed = [
      ['POST', '/auth/sign-up/email'],
      ['POST', '/auth/request-password-reset'],
      ['POST', '/auth/update-user'],
      ['POST', '/auth/delete-user'],
      ['POST', '/auth/change-email'],
      ['GET', '/auth/list-sessions'],
      ['GET', '/auth/ok'],
      ['GET', '/auth/error'],
      ['POST', '/auth/get-session'],
      ['GET', '/auth/sign-out'],
      ['POST', '/auth/Sign-Out'],
      ['POST', '/auth/sign-out/'],
      ['POST', '/auth//sign-out'],
      ['POST', '/auth/sign-in/email/'],
      ['POST', '/auth/sign-in/%65mail'],
    ] as const;
    for (const [method, path] of closed) {
      const body = method === 'POST' ? { email: 'x@example.org', password: PASSWORD } : undefined;
      const answer = await world.owner.send(method, path, body ? { body } : {});
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    }
  });

  it('ends with the session: the same cookie is nobody afterwards', async () => {
    const guest = await world.person('guest');
    expect((await guest.send('GET', '/api/handbooks')).status).toBe(200);
    expect((await guest.send('POST', '/auth/sign-out')).status).toBe(200);
    expect((await guest.send('GET', '/api/handbooks')).status).toBe(401);
  });

  it('ends everywhere else when the password changes', async () => {
    const here = await world.person('moving');
    const there = await signIn('moving@example.org', PASSWORD);
    const cookie = there.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const body = { currentPassword: PASSWORD, newPassword: 'another long password' };
    const wrong = await here.send('POST', '/auth/change-password', {
      body: { ...body, currentPassword: 'not this one' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect((await here.send('POST', '/auth/change-password', { body })).status).toBe(200);
    const headers = { cookie };
    expect((await world.nobody.send('GET', '/api/handbooks', { headers })).status).toBe(401);
    expect((await signIn('moving@example.org', PASSWORD)).status).toBe(401);
    expect((await signIn('moving@example.org', 'another long password')).status).toBe(200);
  });

  it('says that storage is at fault when a session cannot be kept', async () => {
    const { db } = world.product.database;
    await sql`pragma query_only = on`.execute(db);
    const answer = await signIn('owner@example.org', PASSWORD);
    await sql`pragma query_only = off`.execute(db);
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await signIn('owner@example.org', PASSWORD)).status).toBe(200);
  });

  it('is asked for with 401 before anything is looked up', async () => {
    for (const path of [
      '/api/handbooks',
      '/api/editions/nope',
      '/api/chapters/%00',
      '/api/people',
    ]) {
      expect(await world.nobody.send('GET', path)).toMatchObject({
        status: 401,
        body: { code: 'sign-in' },
      });
    }
  });

  it('does not let a dead token through on a live cookie', async () => {
    const headers = { authorization: `Bearer ${'a'.repeat(32)}` };
    expect((await world.owner.send('GET', '/api/handbooks', { headers })).status).toBe(401);
  });
});

describe('the set-up link', () => {
  it('makes the owner over HTTP, signs them in, and works once', async () => {
    const world = await openHttpWorld();
    await world.product.database.db.deleteFrom('owner').execute();
    expect(await world.nobody.send('GET', '/api/me')).toMatchObject({ body: { needsSetUp: true } });
    const secret = await world.product.people.newSetUpSecret();
    const body = { secret, name: 'Ana', email: 'ana@example.org', password: PASSWORD };
    const made = await world.nobody.send('POST', '/api/set-up', { body });
    expect(made.status).toBe(200);
    const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await world.nobody.send('GET', '/api/me', { headers: { cookie } })).toMatchObject({
      body: { person: { name: 'Ana' }, isOwner: true, needsSetUp: false },
    });
    expect((await world.nobody.send('POST', '/api/set-up', { body })).status).toBe(404);
    await world.close();
  });
});
