import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { api } from '#shared/api/api.ts';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';
import type { Answer, Sent } from '#tests/support/http-world.ts';
import { MATRIX, PRINCIPALS, type Principal, type Target, type Verdict } from './access-matrix.ts';

// Each test makes a handbook for each principal: slow where the whole suite runs on two cores.
vi.setConfig({ testTimeout: 120_000 });

/** The ids that a request names; anything can be put in their place. */
type Ids = Readonly<Record<string, string>>;

interface RouteRequest {
  /** Path parameters on a target. */
  readonly ids: (place: Place, target: Target) => Ids;
  readonly body?: (place: Place, count: number) => object;
  readonly query?: string;
}

const edition = (place: Place, target: Target): Ids => ({
  editionId: target === 'ghent' ? place.ghent : place.core,
});
const handbook = (place: Place): Ids => ({ handbookId: place.handbook });
const chapter = (place: Place, target: Target): Ids => ({
  chapterId: target === 'ghentChapter' ? place.ghentChapter : place.coreChapter,
});
const deletedChapter = (place: Place, target: Target): Ids => ({
  chapterId: target === 'ghentChapter' ? place.deletedGhentChapter : place.deletedCoreChapter,
});
const revision = (place: Place, target: Target): Ids => ({
  ...chapter(place, target),
  number: '1',
});
const none = (): Ids => ({});
const city = (slug: string) => ({
  city: 'Kraków',
  country: 'PL',
  latitude: null,
  longitude: null,
  language: 'pl',
  slug,
});

const oneExport = (place: Place, target: Target): Ids => ({
  exportId: target === 'ghent' ? place.ghentExport : place.coreExport,
});

/** How each route is asked. */
const REQUESTS: Readonly<Record<string, RouteRequest>> = {
  'people.me': { ids: none },
  'people.setUp': {
    ids: none,
    body: () => ({
      secret: 'x',
      name: 'X',
      email: 'x@example.org',
      password: 'long enough for it',
    }),
  },
  'people.list': { ids: none },
  'people.add': {
    ids: none,
    body: (_place, count) => ({
      name: 'New',
      email: `new${count}@example.org`,
      password: 'long enough for it',
    }),
  },
  'people.remove': { ids: () => ({ personId: 'unknown' }) },
  'members.ofHandbook': { ids: handbook },
  'members.ofEdition': { ids: edition },
  'members.giveOnHandbook': {
    ids: handbook,
    body: () => ({ email: 'stranger@example.org', role: null }),
  },
  'members.giveOnEdition': {
    ids: edition,
    body: () => ({ email: 'stranger@example.org', role: null }),
  },
  'handbooks.list': { ids: none, query: '?limit=500' },
  'handbooks.get': { ids: (place) => ({ handbook: place.handbook }) },
  'handbooks.make': {
    ids: none,
    body: (_place, count) => ({ title: 'T', slug: `made-${count}`, summary: '', language: 'en' }),
  },
  'handbooks.change': { ids: handbook, body: () => ({ title: 'Renamed' }) },
  'handbooks.remove': { ids: handbook },
  'handbooks.deleted': { ids: none },
  'handbooks.bringBack': { ids: () => ({ handbookId: 'unknown' }) },
  'editions.get': { ids: edition },
  'editions.find': {
    ids: (place, target) => ({ handbook: place.handbookSlug, edition: target }),
  },
  'editions.make': { ids: handbook, body: (_place, count) => city(`city-${count}`) },
  'editions.change': { ids: edition, body: () => ({ language: 'nl' }) },
  'editions.facts': { ids: edition },
  'editions.fillFacts': {
    ids: edition,
    body: () => ({ facts: [{ name: 'members', value: '7', source: '', reviewBy: '' }] }),
  },
  'editions.cities': { ids: none, query: '?q=Gent' },
  'chapters.recent': { ids: none, query: '?limit=50' },
  'chapters.get': { ids: chapter },
  'chapters.add': { ids: edition, body: () => ({ title: 'New' }) },
  'chapters.change': { ids: chapter, body: () => ({ title: 'Renamed' }) },
  'chapters.remove': { ids: chapter },
  'chapters.deleted': { ids: edition },
  'chapters.bringBack': { ids: deletedChapter },
  'chapters.lineage': { ids: chapter },
  'chapters.markdown': { ids: chapter },
  'revisions.list': { ids: chapter },
  'revisions.get': { ids: revision },
  'revisions.keep': { ids: chapter, body: () => ({ name: 'Kept' }) },
  'revisions.name': { ids: revision, body: () => ({ name: 'Named' }) },
  'revisions.restore': { ids: revision, body: () => ({}) },
  'revisions.undoRestore': { ids: revision, body: () => ({ before: 1 }) },
  'exports.start': { ids: edition, body: () => ({ format: 'markdown' }) },
  'exports.list': { ids: edition },
  'exports.get': { ids: oneExport },
  'exports.shown': { ids: oneExport, query: '?key=wrong' },
  'exports.withdraw': { ids: oneExport },
};

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the contract, by `noun.verb`. */
function routesOf(): Map<string, Route> {
  const routes = new Map<string, Route>();
  for (const [noun, verbs] of Object.entries(api)) {
    for (const [verb, procedure] of Object.entries(verbs)) {
      const { method = 'POST', path = '' } = procedure['~orpc'].route;
      routes.set(`${noun}.${verb}`, { method, path });
    }
  }
  return routes;
}

const ROUTES = routesOf();

function verdictOf({ status }: Answer): Verdict | number {
  return status >= 200 && status < 300 ? 'ok' : status;
}

describe('the access matrix', () => {
  let world: AccessWorld;
  let shared: Place;
  let foreign: Place;
  let count = 0;
  beforeAll(async () => {
    world = await openAccessWorld();
    shared = await world.place();
    foreign = await world.foreign();
  });
  afterAll(() => world.close());

  const send = (principal: Principal, name: string, ids: Ids, sent: Sent = {}) => {
    const route = ROUTES.get(name);
    if (!route) throw new Error(`There is no route ${name}.`);
    const path = route.path.replace(/\{(\w+)\}/g, (_, id: string) =>
      encodeURIComponent(ids[id] ?? ''),
    );
    return world.as[principal].send(
      route.method,
      `/api${path}${REQUESTS[name]?.query ?? ''}`,
      sent,
    );
  };
  const bodyOf = (name: string, place: Place): Sent => {
    const body = REQUESTS[name]?.body;
    count += 1;
    return body ? { body: body(place, count) } : {};
  };

  it('has a row and a request for every route of the contract, and no other', () => {
    expect(Object.keys(MATRIX).sort()).toEqual([...ROUTES.keys()].sort());
    expect(Object.keys(REQUESTS).sort()).toEqual([...ROUTES.keys()].sort());
  });

  const cells = Object.keys(REQUESTS).flatMap((name) =>
    Object.keys(MATRIX[name] ?? {}).map((target) => [name, target as Target] as const),
  );

  it.each(cells)('%s on %s answers each principal as it should', async (name, target) => {
    const expected = MATRIX[name]?.[target];
    const isRead = ROUTES.get(name)?.method === 'GET';
    const actual: Partial<Record<Principal, Verdict | number>> = {};
    for (const principal of PRINCIPALS) {
      const place = isRead || target === 'instance' ? shared : await world.place();
      const ids = REQUESTS[name]?.ids(place, target) ?? {};
      actual[principal] = verdictOf(await send(principal, name, ids, bodyOf(name, place)));
    }
    // Asked for somebody or something that is not there: who may, learns that.
    const isOfNone = name === 'people.remove' || name === 'handbooks.bringBack';
    const wanted = isOfNone ? { ...expected, owner: 404 } : expected;
    expect(actual).toEqual(wanted);
  });

  // Whoever has a link's key needs no account: nobody's answer is the same 404 as everyone's.
  const onIds = cells.filter(([name, target]) => target !== 'instance' && name !== 'exports.shown');

  it.each(onIds)('%s on %s of another handbook is not there', async (name, target) => {
    for (const principal of PRINCIPALS.filter((one) => one !== 'owner')) {
      const ids = REQUESTS[name]?.ids(foreign, target) ?? {};
      const answer = await send(principal, name, ids, bodyOf(name, foreign));
      const wanted = principal === 'nobody' ? 401 : 404;
      expect({ principal, status: answer.status }).toEqual({ principal, status: wanted });
    }
  });

  const strange = [
    ['unknown', 'zzzzzzzzzzzzzzzz'],
    ['malformed', '../../etc/passwd'],
    ['malformed', '%00'],
    ['malformed', 'x'.repeat(300)],
    ['malformed', "' or 1=1 --"],
  ] as const;

  it.each(onIds)('%s on %s with an unknown or malformed id is not there', async (name, target) => {
    for (const [, id] of strange) {
      for (const principal of ['nobody', 'stranger', 'steward', 'owner'] as const) {
        const own = REQUESTS[name]?.ids(shared, target) ?? {};
        const ids = Object.fromEntries(Object.keys(own).map((key) => [key, id]));
        const answer = await send(principal, name, ids, bodyOf(name, shared));
        const wanted = principal === 'nobody' ? 401 : 404;
        expect({ id, principal, status: answer.status }).toEqual({ id, principal, status: wanted });
      }
    }
  });

  it('gives the same answer for what is not there and what is not yours', async () => {
    const plain = ({ status, body }: Answer) => ({ status, ...(body as object), instance: '' });
    const hidden = await send('stranger', 'chapters.get', { chapterId: shared.ghentChapter });
    const missing = await send('stranger', 'chapters.get', { chapterId: 'zzzzzzzzzzzzzzzz' });
    const broken = await send('stranger', 'chapters.get', { chapterId: 'a b' });
    expect(plain(hidden)).toEqual(plain(missing));
    expect(plain(hidden)).toEqual(plain(broken));
  });

  it('finds nothing of a deleted chapter but in the bin', async () => {
    const ids = { chapterId: shared.deletedGhentChapter, number: '1' };
    const names = [...ROUTES].filter(
      ([name, { path }]) => path.includes('{chapterId}') && name !== 'chapters.bringBack',
    );
    for (const [name] of names) {
      const answer = await send('owner', name, ids, bodyOf(name, shared));
      expect({ name, status: answer.status }).toEqual({ name, status: 404 });
    }
  });

  it('finds nothing of a deleted handbook, not even for the owner', async () => {
    const gone = await world.place();
    await world.http.product.handbooks.remove(gone.handbook);
    for (const [name, target] of onIds) {
      const ids = REQUESTS[name]?.ids(gone, target) ?? {};
      const answer = await send('owner', name, ids, bodyOf(name, gone));
      expect({ name, target, status: answer.status }).toEqual({ name, target, status: 404 });
    }
  });

  it('lists to each only what is theirs to see', async () => {
    const seen = async (principal: Principal) => {
      const { body } = await send(principal, 'handbooks.list', {});
      const { results } = body as { results: { id: string; editions: { slug: string }[] }[] };
      return {
        foreign: results.some(({ id }) => id === foreign.handbook),
        editions: results
          .find(({ id }) => id === shared.handbook)
          ?.editions.map(({ slug }) => slug)
          .sort(),
      };
    };
    const all = ['core', 'ghent', 'lyon'];
    expect(await seen('stranger')).toEqual({ foreign: false, editions: undefined });
    expect(await seen('reader')).toEqual({ foreign: false, editions: ['core', 'ghent'] });
    expect(await seen('editorElsewhere')).toEqual({ foreign: false, editions: ['core', 'lyon'] });
    expect(await seen('steward')).toEqual({ foreign: false, editions: all });
    expect(await seen('owner')).toEqual({ foreign: true, editions: all });
  });

  it('tells each only of recent chapters that are theirs to see', async () => {
    const place = await world.place();
    for (const chapterId of [place.coreChapter, place.ghentChapter]) {
      const ids = { chapterId };
      await world.http.product.sync.edit(
        chapterId,
        { author: { kind: 'operator' }, reason: 'api' },
        () => [],
      );
      expect((await send('owner', 'revisions.keep', ids, { body: { name: 'Now' } })).status).toBe(
        200,
      );
    }
    const seen = async (principal: Principal) => {
      const { body } = await send(principal, 'chapters.recent', {});
      const ids = (body as { chapters: { id: string }[] }).chapters.map(({ id }) => id);
      return { core: ids.includes(place.coreChapter), ghent: ids.includes(place.ghentChapter) };
    };
    expect(await seen('stranger')).toEqual({ core: false, ghent: false });
    expect(await seen('reader')).toEqual({ core: true, ghent: true });
    expect(await seen('editorElsewhere')).toEqual({ core: true, ghent: false });
    expect(await seen('steward')).toEqual({ core: true, ghent: true });
    expect(await seen('owner')).toEqual({ core: true, ghent: true });
  });

  describe('[A1] with two ids', () => {
    it('puts no chapter behind one of another handbook', async () => {
      const mixed = { editionId: shared.core };
      const body = { title: 'New', after: foreign.coreChapter };
      expect((await send('owner', 'chapters.add', mixed, { body })).status).toBe(404);
      const own = { chapterId: shared.coreChapter };
      const after = { after: foreign.coreChapter };
      expect((await send('owner', 'chapters.change', own, { body: after })).status).toBe(404);
      const sibling = { after: shared.ghentChapter };
      expect((await send('owner', 'chapters.change', own, { body: sibling })).status).toBe(404);
    });

    it('finds no edition under another handbook', async () => {
      await world.http.product.editions.make(
        { ...city('only-here'), handbookId: foreign.handbook },
        { kind: 'operator' },
      );
      const find = (handbookSlug: string) =>
        send('owner', 'editions.find', { handbook: handbookSlug, edition: 'only-here' });
      expect((await find(foreign.handbookSlug)).status).toBe(200);
      expect((await find(shared.handbookSlug)).status).toBe(404);
    });

    it('knows a revision only by its chapter, and restores no foreign block', async () => {
      const ids = { chapterId: shared.ghentChapter, number: '4711' };
      for (const name of [
        'revisions.get',
        'revisions.name',
        'revisions.restore',
        'revisions.undoRestore',
      ]) {
        const answer = await send('editor', name, ids, bodyOf(name, shared));
        expect({ name, status: answer.status }).toEqual({ name, status: 404 });
      }
      const body = { blocks: [foreign.block] };
      const own = { chapterId: shared.ghentChapter, number: '1' };
      expect((await send('editor', 'revisions.restore', own, { body })).status).toBe(404);
    });

    it('goes by the address, whatever id the body names', async () => {
      const place = await world.place();
      const body = { chapterId: foreign.ghentChapter, editionId: foreign.ghent, title: 'Mine' };
      const own = { chapterId: place.ghentChapter };
      expect((await send('editor', 'chapters.change', own, { body })).status).toBe(200);
      const { handbooks } = world.http.product;
      expect((await handbooks.chapter(place.ghentChapter))?.title).toBe('Mine');
      expect((await handbooks.chapter(foreign.ghentChapter))?.title).toBe('Begin');
      const theirs = { chapterId: foreign.ghentChapter };
      const mine = { body: { ...body, chapterId: place.ghentChapter } };
      expect((await send('editor', 'chapters.change', theirs, mine)).status).toBe(404);
    });
  });

  it('[A14] takes no role, owner or id from a body', async () => {
    const place = await world.place();
    const body = {
      title: 'Fine',
      role: 'owner',
      isOwner: true,
      handbookId: foreign.handbook,
      upstreamId: foreign.coreChapter,
      id: foreign.coreChapter,
      createdAt: 0,
      ['__proto__']: { isOwner: true },
    };
    const added = await send('editor', 'chapters.add', { editionId: place.ghent }, { body });
    expect(added.status).toBe(200);
    const { id } = added.body as { id: string };
    const row = await world.http.product.database.db
      .selectFrom('chapter')
      .selectAll()
      .where('id', '=', id as typeof place.ghentChapter)
      .executeTakeFirst();
    expect(row).toMatchObject({ edition_id: place.ghent, upstream_id: null });
    expect(await send('editor', 'people.list', {})).toMatchObject({ status: 403 });
  });

  it('[A19] gives nothing for a stored role that nobody knows', async () => {
    const place = await world.foreign();
    const visitor = await world.http.person('odd');
    await world.http.product.database.db
      .insertInto('membership')
      .values({
        person_id: visitor.id,
        handbook_id: place.handbook,
        edition_id: '',
        role: JSON.parse('"admin"'),
      })
      .execute();
    expect((await visitor.send('GET', `/api/handbooks/${place.handbook}`)).status).toBe(404);
  });
});
