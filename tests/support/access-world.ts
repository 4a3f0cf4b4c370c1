/** Handbooks full of people: one principal of each kind, on handbooks made as often as wanted. */
import { systemRandom } from '#server/lib/random.ts';
import { OPERATOR } from '#server/people/people.ts';
import {
  type BlockId,
  type ChapterId,
  type EditionId,
  type ExportId,
  type HandbookId,
  newId,
} from '#shared/ids.ts';
import type { Principal } from '#tests/journey/access-matrix.ts';
import { type Client, type HttpWorld, openHttpWorld, type Visitor } from './http-world.ts';

/** A handbook with a core and two cities, one chapter each, and one more that is deleted. */
export interface Place {
  readonly handbook: HandbookId;
  readonly handbookSlug: string;
  readonly core: EditionId;
  readonly ghent: EditionId;
  readonly lyon: EditionId;
  readonly coreChapter: ChapterId;
  readonly ghentChapter: ChapterId;
  readonly deletedCoreChapter: ChapterId;
  readonly deletedGhentChapter: ChapterId;
  readonly block: BlockId;
  readonly coreExport: ExportId;
  readonly ghentExport: ExportId;
}

export interface AccessWorld {
  readonly http: HttpWorld;
  readonly as: Readonly<Record<Principal, Client>>;
  /** Makes another handbook in which everybody but the stranger has their role. */
  place(): Promise<Place>;
  /** Makes one in which nobody has any. */
  foreign(): Promise<Place>;
  close(): Promise<void>;
}

/** Who holds which role on the whole handbook. */
const ON_HANDBOOK = [
  ['handbookReader', 'reader'],
  ['handbookEditor', 'editor'],
  ['handbookMaintainer', 'maintainer'],
  ['steward', 'steward'],
] as const;
/** Everybody with an account; the program's is the programmer's. */
const NAMES = [
  ...(['stranger', 'reader', 'editor', 'editorElsewhere', 'maintainer', 'programmer'] as const),
  ...(['handbookReader', 'handbookEditor', 'handbookMaintainer', 'steward'] as const),
] as const;
type Name = (typeof NAMES)[number];

/** Opens a world with one person of each kind, and no handbook yet. */
export async function openAccessWorld(): Promise<AccessWorld> {
  const http = await openHttpWorld();
  const person = async (name: Name) => [name, await http.person(name)] as const;
  const people = new Map(await Promise.all(NAMES.map(person)));
  const visitor = (name: Name): Visitor => {
    const found = people.get(name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  };
  let count = 0;

  const foreign = async (): Promise<Place> => {
    count += 1;
    return makePlace(http, `handbook-${count}`);
  };
  const place = async (): Promise<Place> => {
    const made = await foreign();
    const { giveOnEdition, giveOnHandbook } = http.product.people;
    const holder = (name: Name) => ({ email: visitor(name).email });
    for (const role of ['reader', 'editor', 'maintainer'] as const)
      await giveOnEdition(made.ghent, { ...holder(role), role });
    await giveOnEdition(made.ghent, { ...holder('programmer'), role: 'editor' });
    await giveOnEdition(made.lyon, { ...holder('editorElsewhere'), role: 'editor' });
    for (const [name, role] of ON_HANDBOOK)
      await giveOnHandbook(made.handbook, { ...holder(name), role });
    return made;
  };
  const { nobody, owner } = http;
  const program = await http.program(visitor('programmer'));
  const as = {
    ...{ nobody, owner, program },
    stranger: visitor('stranger'),
    reader: visitor('reader'),
    editor: visitor('editor'),
    editorElsewhere: visitor('editorElsewhere'),
    maintainer: visitor('maintainer'),
    handbookReader: visitor('handbookReader'),
    handbookEditor: visitor('handbookEditor'),
    handbookMaintainer: visitor('handbookMaintainer'),
    steward: visitor('steward'),
  };
  return { http, as, place, foreign, close: http.close };
}

async function makePlace({ product, clock }: HttpWorld, slug: string): Promise<Place> {
  const { handbooks, editions, history, sync } = product;
  const words = { title: 'A handbook', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
  const { id: handbook } = await handbooks.make({ ...words, slug });
  await handbooks.change(handbook, {
    facts: [{ name: 'members', type: 'number', label: 'Members', help: '' }],
  });
  const [coreSummary] = await handbooks.editions([handbook]);
  if (!coreSummary) throw new Error('the core is missing');
  const core = coreSummary.id;
  const add = (editionId: EditionId, title: string) =>
    handbooks.addChapter({ editionId, title, author: OPERATOR });
  const coreChapter = (await add(core, 'Begin')).id;
  clock.pass(1);
  const city = (name: string) => ({
    handbookId: handbook,
    city: name,
    country: 'BE',
    latitude: null,
    longitude: null,
    language: 'en',
    slug: name.toLowerCase(),
  });
  const ghent = await editions.make(city('Ghent'), OPERATOR);
  const lyon = await editions.make(city('Lyon'), OPERATOR);
  const [ghentChapter] = await handbooks.chapters(ghent);
  if (!ghentChapter) throw new Error("Ghent's chapter is missing");
  const deletedCoreChapter = (await add(core, 'Gone')).id;
  const deletedGhentChapter = (await add(ghent, 'Gone')).id;
  await handbooks.deleteChapter(deletedCoreChapter, OPERATOR);
  await handbooks.deleteChapter(deletedGhentChapter, OPERATOR);
  await history.checkpoint(coreChapter, { reason: 'writing' });
  const [first] = (await sync.read(ghentChapter.id)).blocks;
  if (!first) throw new Error('the first block is missing');
  return {
    handbook,
    handbookSlug: slug,
    core,
    ghent,
    lyon,
    coreChapter,
    ghentChapter: ghentChapter.id,
    deletedCoreChapter,
    deletedGhentChapter,
    block: first.id,
    coreExport: await makeExport(product, core),
    ghentExport: await makeExport(product, ghent),
  };
}

/** A failed export: its row is all that access needs, and nothing is rendered. */
async function makeExport({ database }: HttpWorld['product'], editionId: EditionId) {
  const id = newId<'export'>(systemRandom);
  await database.db
    .insertInto('export')
    .values({
      id,
      edition_id: editionId,
      format: 'markdown',
      state: 'failed',
      progress: 1,
      step: '',
      manifest: '',
      file_hash: null,
      file_name: 'x.md',
      byte_count: null,
      report: '[]',
      link_secret: null,
      requested_by: null,
      created_at: 1,
      finished_at: null,
    })
    .execute();
  return id;
}
