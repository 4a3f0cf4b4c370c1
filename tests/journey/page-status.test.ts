/** What the address of a page answers with, to everyone: the page itself always, and the API's verdict. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AccessWorld, openAccessWorld, type Place } from '#tests/support/access-world.ts';
import { PRINCIPALS, type Principal } from './access-matrix.ts';

vi.setConfig({ testTimeout: 60_000 });

const UNKNOWN = 'aaaaaaaaaaaaaaaa';
/** Who has a role on Ghent, or on the whole handbook. */
const GHENT: readonly Principal[] = [
  'reader',
  'editor',
  'maintainer',
  'handbookReader',
  'handbookEditor',
  'handbookMaintainer',
  'steward',
  'owner',
  'program',
];
const INSIDE: readonly Principal[] = [...GHENT, 'editorElsewhere'];
const ACCOUNTS: readonly Principal[] = [...INSIDE, 'stranger'];

interface Asked {
  readonly path: (place: Place, foreign: Place) => string;
  readonly seenBy: readonly Principal[];
}

const MEMBERS_PAGES: Readonly<Record<string, Asked>> = {
  people: { path: () => '/people', seenBy: ACCOUNTS },
  'a handbook': { path: (place) => `/handbooks/${place.handbookSlug}`, seenBy: INSIDE },
  'its settings': { path: (place) => `/handbooks/${place.handbookSlug}/settings`, seenBy: INSIDE },
  'its core': { path: (place) => `/handbooks/${place.handbookSlug}/core`, seenBy: INSIDE },
  'its city': { path: (place) => `/handbooks/${place.handbookSlug}/ghent`, seenBy: GHENT },
  'a chapter': { path: (place) => `/chapters/${place.ghentChapter}`, seenBy: GHENT },
  'its history': { path: (place) => `/chapters/${place.ghentChapter}/history`, seenBy: GHENT },
  'a version': {
    path: (place) => `/chapters/${place.ghentChapter}/history?version=1`,
    seenBy: GHENT,
  },
  'a version and nothing': {
    path: (place) => `/chapters/${place.ghentChapter}/history?version=1&against=0`,
    seenBy: GHENT,
  },
  'no number of a version': {
    path: (place) => `/chapters/${place.ghentChapter}/history?version=latest`,
    seenBy: GHENT,
  },
  'an unknown version': {
    path: (place) => `/chapters/${place.ghentChapter}/history?version=999`,
    seenBy: [],
  },
  'a version and an unknown one': {
    path: (place) => `/chapters/${place.ghentChapter}/history?version=1&against=999`,
    seenBy: [],
  },
  "another's handbook": {
    path: (_, foreign) => `/handbooks/${foreign.handbookSlug}`,
    seenBy: ['owner'],
  },
  "another's chapter": {
    path: (_, foreign) => `/chapters/${foreign.coreChapter}`,
    seenBy: ['owner'],
  },
  'an unknown handbook': { path: () => '/handbooks/nope', seenBy: [] },
  'an unknown edition': { path: (place) => `/handbooks/${place.handbookSlug}/nope`, seenBy: [] },
  'an unknown chapter': { path: () => `/chapters/${UNKNOWN}`, seenBy: [] },
  'no id': { path: () => '/chapters/a.b/history', seenBy: [] },
  'a deleted chapter': { path: (place) => `/chapters/${place.deletedCoreChapter}`, seenBy: [] },
};

describe('the address of a page', () => {
  let world: AccessWorld;
  let place: Place;
  let foreign: Place;
  beforeAll(async () => {
    world = await openAccessWorld();
    place = await world.place();
    foreign = await world.foreign();
  });
  afterAll(() => world.close());

  it.each(Object.entries(MEMBERS_PAGES))(
    'of %s: 200 for who may see it, 404 for others, 401 for nobody',
    async (_name, { path, seenBy }) => {
      const answers = await Promise.all(
        PRINCIPALS.map(async (principal) => {
          const { status } = await world.as[principal].send('GET', path(place, foreign));
          return [principal, status] as const;
        }),
      );
      const expected = PRINCIPALS.map((principal) => {
        if (principal === 'nobody') return [principal, 401];
        return [principal, seenBy.includes(principal) ? 200 : 404];
      });
      expect(answers).toEqual(expected);
    },
  );

  it.each(['/', '/sign-in', '/set-up?secret=x'])('%s is there for everyone', async (path) => {
    const { nobody, stranger } = world.as;
    expect((await nobody.send('GET', path)).status).toBe(200);
    expect((await stranger.send('GET', path)).status).toBe(200);
  });

  it.each(['/nope', '/internal/command', '/handbooks', '/exports/x', `/exports/${UNKNOWN}?key=x`])(
    '%s is nowhere, also for nobody',
    async (path) => {
      for (const principal of ['nobody', 'owner'] as const)
        expect((await world.as[principal].send('GET', path)).status).toBe(404);
    },
  );

  it.each(['/read', '/read/food-coop/core/begin'])('%s is not built yet', async (path) => {
    expect((await world.as.nobody.send('GET', path)).status).toBe(501);
  });

  it('brings the page whatever the status, and nothing else that tells the cases apart', async () => {
    const { nobody, stranger, owner } = world.as;
    const chapter = `/chapters/${place.ghentChapter}`;
    const shown = await owner.send('GET', chapter);
    const told = async (who: typeof nobody, path: string) => {
      const { status, headers, body } = await who.send('GET', path);
      expect(body).toBe(shown.body);
      const own = ['date', 'x-request-id'];
      return { status, headers: [...headers].filter(([name]) => !own.includes(name)) };
    };
    const unknown = `/chapters/${UNKNOWN}`;
    expect(await told(stranger, chapter)).toEqual(await told(stranger, unknown));
    expect(await told(nobody, chapter)).toEqual(await told(nobody, unknown));
    expect((await told(stranger, chapter)).status).toBe(404);
  });

  it('is asked again where it was refused: a role given meanwhile counts', async () => {
    const { stranger, owner } = world.as;
    const path = `/handbooks/${place.handbookSlug}`;
    const etag = (await owner.send('GET', path)).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    expect((await owner.send('GET', path, { headers })).status).toBe(304);
    const refused = await stranger.send('GET', path, { headers });
    expect(refused.status).toBe(404);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.headers.get('etag')).toBeNull();
  });
});
