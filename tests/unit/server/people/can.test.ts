import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, AskedAction } from '#server/people/people.ts';
import type { ChapterId, EditionId } from '#shared/ids.ts';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';

const DAY = 24 * 60 * 60 * 1_000;

describe('can', () => {
  let world: AccessWorld;
  let place: Place;
  beforeAll(async () => {
    world = await openAccessWorld();
    place = await world.place();
  });
  afterAll(() => world.close());
  const actor = async (name: string): Promise<Actor> => {
    const visitor = await world.http.person(name);
    return world.http.product.people.actorOf({ cookie: visitor.cookie });
  };
  const onEdition = (who: Actor, action: AskedAction, id: EditionId) =>
    world.http.product.people.can(who, action, { kind: 'edition', id });
  const onChapter = (who: Actor, action: AskedAction, id: ChapterId) =>
    world.http.product.people.can(who, action, { kind: 'chapter', id });

  it('tells the core’s text from a city’s, however it is asked', async () => {
    const { people } = world.http.product;
    const ana = await actor('ana');
    await people.giveOnHandbook(place.handbook, { email: 'ana@example.org', role: 'steward' });
    expect(await onChapter(ana, 'write', place.coreChapter)).toBe(true);
    expect(await onChapter(ana, 'write-core', place.coreChapter)).toBe(true);
    expect(await onChapter(ana, 'write', place.ghentChapter)).toBe(false);
    expect(await onChapter(ana, 'write-core', place.ghentChapter)).toBe(false);
    expect(await onEdition(ana, 'set-edition', place.ghent)).toBe(true);
  });

  it('counts a role from the moment it is given to the moment it is taken', async () => {
    const { people } = world.http.product;
    const bo = await actor('bo');
    const give = (role: 'editor' | 'reader' | null) =>
      people.giveOnEdition(place.ghent, { email: 'BO@example.org', role });
    const held: boolean[] = [];
    for (const role of ['editor', 'reader', null] as const) {
      await give(role);
      held.push(await onChapter(bo, 'read', place.ghentChapter));
      held.push(await onChapter(bo, 'write', place.ghentChapter));
    }
    expect(held).toEqual([true, true, true, false, false, false]);
  });

  it('adds up roles on an edition and on its handbook', async () => {
    const { people } = world.http.product;
    const cy = await actor('cy');
    await people.giveOnHandbook(place.handbook, { email: 'cy@example.org', role: 'reader' });
    await people.giveOnEdition(place.ghent, { email: 'cy@example.org', role: 'editor' });
    expect(await onChapter(cy, 'write', place.ghentChapter)).toBe(true);
    expect(await onEdition(cy, 'read', place.lyon)).toBe(true);
    expect(await onEdition(cy, 'arrange', place.lyon)).toBe(false);
  });

  it('says of many handbooks at once what it says of each', async () => {
    const { people } = world.http.product;
    const other = await world.place();
    const eve = await actor('eve');
    await people.giveOnHandbook(place.handbook, { email: 'eve@example.org', role: 'reader' });
    await people.giveOnEdition(other.ghent, { email: 'eve@example.org', role: 'editor' });
    const actors = [
      eve,
      await actor('passer-by'),
      { kind: 'operator' },
      { kind: 'nobody' },
    ] as const;
    for (const who of actors) {
      const reach = await people.reachOf(who);
      for (const { handbook: handbookId, core, ghent, lyon } of [place, other]) {
        const asked = { kind: 'handbook', id: handbookId } as const;
        expect(reach.actionsOn(handbookId)).toEqual(await people.actionsOn(who, asked));
        for (const id of [core, ghent, lyon]) {
          const seen = reach.sees({ id, handbookId, isCore: id === core });
          expect(seen).toBe(await onEdition(who, 'read', id));
        }
      }
    }
  });

  it('allows the operator everything there is, and nobody nothing', async () => {
    const operator = { kind: 'operator' } as const;
    const nobody = { kind: 'nobody' } as const;
    expect(await onChapter(operator, 'write', place.ghentChapter)).toBe(true);
    expect(await onChapter(operator, 'write', place.deletedGhentChapter)).toBe(false);
    expect(await onChapter(nobody, 'read', place.coreChapter)).toBe(false);
    expect(await world.http.product.people.actionsOn(nobody, { kind: 'instance' })).toEqual([]);
  });

  it('says what a reader may: read', async () => {
    const { people } = world.http.product;
    const di = await actor('di');
    await people.giveOnEdition(place.ghent, { email: 'di@example.org', role: 'reader' });
    expect(await people.actionsOn(di, { kind: 'edition', id: place.ghent })).toEqual(['read']);
    expect(await people.actionsOn(di, { kind: 'edition', id: place.lyon })).toEqual([]);
  });

  it('gives no role to an address that nobody has', async () => {
    const gift = { email: 'who@example.org', role: 'reader' } as const;
    await expect(world.http.product.people.giveOnEdition(place.ghent, gift)).rejects.toMatchObject({
      code: 'invalid',
      problems: [{ at: 'email' }],
    });
  });
});

describe('open connections are told', () => {
  let world: AccessWorld;
  let told: string[] = [];
  let stop = () => {};
  beforeAll(async () => {
    world = await openAccessWorld();
    stop = world.http.product.people.on('rightsChanged', ({ personId }) => told.push(personId));
  });
  beforeEach(() => {
    told = [];
  });
  afterAll(async () => {
    stop();
    await world.close();
  });

  it('[W6] when a role changes, a session ends, a password changes, an account goes', async () => {
    const place = await world.foreign();
    const eli = await world.http.person('eli');
    const { people } = world.http.product;
    const actor = await people.actorOf({ cookie: eli.cookie });
    await people.giveOnEdition(place.ghent, { email: eli.email, role: 'editor' });
    await people.giveOnHandbook(place.handbook, { email: eli.email, role: 'reader' });
    expect(await people.renew(actor)).toEqual(actor);
    const passwords = {
      currentPassword: 'correct horse battery',
      newPassword: 'a longer password',
    };
    expect((await eli.send('POST', '/auth/change-password', { body: passwords })).status).toBe(200);
    expect(await people.renew(actor)).toEqual({ kind: 'nobody' });
    const again = await world.http.person('fay');
    await again.send('POST', '/auth/sign-out');
    await people.removePerson(eli.id);
    expect(told).toEqual([eli.id, eli.id, eli.id, again.id, eli.id]);
  });

  it('[R9] a session that has run out is nobody’s, though its row is there', async () => {
    const gus = await world.http.person('gus');
    const { people } = world.http.product;
    const actor = await people.actorOf({ cookie: gus.cookie });
    world.http.clock.pass(29 * DAY);
    expect(await people.renew(actor)).toEqual(actor);
    world.http.clock.pass(2 * DAY);
    expect(await people.renew(actor)).toEqual({ kind: 'nobody' });
  });
});
