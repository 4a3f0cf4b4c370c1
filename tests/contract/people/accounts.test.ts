import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServerWorld, PASSWORD, type ServerWorld } from '#tests/support/server-world.ts';
import { onEachDatabase } from '#tests/support/test-database.ts';

const OWNER = { name: 'Ana', email: 'Ana@Example.org', password: PASSWORD };

onEachDatabase((kind) => {
  describe('the first owner', () => {
    let world: ServerWorld;
    beforeAll(async () => {
      world = await openServerWorld(kind);
    });
    afterAll(() => world.close());

    it('is made once by the newest set-up secret, also when many try at once', async () => {
      const { people } = world;
      const old = await people.newSetUpSecret();
      const secret = (await people.newSetUpSecret()) ?? '';
      await expect(people.setUp({ ...OWNER, secret: old ?? '' })).rejects.toThrow(/newest/);

      const tries = Array.from({ length: 10 }, (_, index) =>
        people.setUp({ ...OWNER, email: `ana${index}@example.org`, secret }),
      );
      const settled = await Promise.allSettled(tries);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await people.list({})).results).toMatchObject([{ name: 'Ana', isOwner: true }]);
      const cookies = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      const cookie = cookies.map((set) => set.split(';')[0]).join('; ');
      expect(await people.actorOf({ cookie })).toMatchObject({ kind: 'person', name: 'Ana' });
    });

    it('ends set-up: no further secret is given out', async () => {
      expect(await world.people.newSetUpSecret()).toBeUndefined();
      expect(await world.people.needsSetUp()).toBe(false);
    });

    it('is the only one and cannot be taken away', async () => {
      const [owner] = (await world.people.list({})).results;
      if (!owner) throw new Error('there is an owner');
      await expect(world.people.removePerson(owner.id)).rejects.toThrow(/only owner/);
    });
  });

  describe('accounts', () => {
    let world: ServerWorld;
    beforeAll(async () => {
      world = await openServerWorld(kind);
    });
    afterAll(() => world.close());

    it('keep their address for one person, whatever its case', async () => {
      await world.people.addPerson(OWNER);
      await expect(
        world.people.addPerson({ ...OWNER, email: 'ANA@example.ORG' }),
      ).rejects.toMatchObject({ code: 'conflict' });
    });

    it('leave the name behind when they are taken away, and free the address', async () => {
      const bo = await world.person('bo@example.org');
      const token = await world.people.createToken('bo@example.org', 'script');
      const changed: string[] = [];
      const stop = world.people.on('rightsChanged', ({ personId }) => changed.push(personId));
      await world.people.removePerson(bo.id);
      stop();

      expect(changed).toEqual([bo.id]);
      const headers = { authorization: `Bearer ${token}` };
      expect(await world.people.actorOf(headers)).toEqual({ kind: 'nobody' });
      const row = await world.database.db
        .selectFrom('person')
        .select(['name', 'email'])
        .where('id', '=', bo.id)
        .executeTakeFirst();
      expect(row).toEqual({ name: 'bo', email: `${bo.id}@removed.invalid` });
      await expect(world.person('bo@example.org')).resolves.toMatchObject({ name: 'bo' });
    });

    it('have tokens of which only the hash is kept', async () => {
      const cy = await world.person('cy@example.org');
      const token = await world.people.createToken('CY@example.org', 'script');
      const rows = await world.database.db.selectFrom('api_token').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(token);
      const actor = await world.people.actorOf({ authorization: `Bearer ${token}` });
      expect(actor).toMatchObject({ kind: 'person', id: cy.id, via: 'token' });
      expect(await world.people.renew(actor)).toEqual(actor);
      await world.people.endCredentials(cy.id);
      expect(await world.people.renew(actor)).toEqual({ kind: 'nobody' });
    });

    it('are not found by a token that is not one', async () => {
      for (const authorization of [
        '',
        'Bearer',
        'Bearer x',
        'Basic eDp5',
        `Bearer ${'a'.repeat(32)}`,
      ]) {
        expect(await world.people.actorOf({ authorization })).toEqual({ kind: 'nobody' });
      }
    });
  });
});
