/** Files with a fault: one line says where and what, and nothing of them is kept. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, sentenceOf } from '#server/commands/commands.ts';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';

let world: HttpWorld;
let folder: string;
beforeAll(async () => {
  world = await openHttpWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-faults-'));
});
afterEach(() => rm(folder, { recursive: true }));

const HANDBOOK = 'title: A handbook\nlanguage: en\n';
const CHAPTER = '---\ntitle: A\n---\n\nOne.\n';
const GHENT = 'city: Gent\ncountry: BE\nlanguage: nl\n';
/** How every PNG begins. */
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
type Files = Readonly<Record<string, string | Uint8Array>>;

async function write(files: Files): Promise<string> {
  const target = join(folder, 'book');
  await mkdir(target);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), content);
  }
  return target;
}

/** What the command line prints on standard error. */
async function refusal(...words: string[]): Promise<string> {
  const error = await runCommand(world.product, { words, folder }).then(
    ({ lines }) => {
      throw new Error(`It was done: ${lines.join('\n')}`);
    },
    (cause: unknown) => cause,
  );
  return sentenceOf(error);
}

async function stored(): Promise<number> {
  const { db } = world.product.database;
  const [handbooks, chapters] = [
    await db.selectFrom('handbook').select('id').execute(),
    await db.selectFrom('chapter').select('id').execute(),
  ];
  return handbooks.length + chapters.length;
}

const FAULTS: readonly { readonly name: string; readonly says: RegExp; readonly files: Files }[] = [
  { name: 'nothing at all', says: /no handbook\.yaml and no Markdown/, files: { 'x.txt': 'x' } },
  {
    name: 'a handbook with ids and without its handbook.yaml',
    says: /handbook\.yaml: This file is missing.* “core\/01-a\.blocks\.yaml”/,
    files: { 'core/01-a.md': CHAPTER, 'core/01-a.blocks.yaml': '- { id: a }\n' },
  },
  {
    name: 'a handbook with a city and without its handbook.yaml',
    says: /handbook\.yaml: This file is missing.* “editions\/ghent\/edition\.yaml”/,
    files: {
      'book/core/01-a.md': CHAPTER,
      'book/editions/ghent/01-a.md': CHAPTER,
      'book/editions/ghent/edition.yaml': GHENT,
    },
  },
  {
    name: 'two handbooks at once',
    says: /one\/handbook\.yaml: A handbook is imported by itself/,
    files: {
      'one/handbook.yaml': HANDBOOK,
      'one/core/01-a.md': CHAPTER,
      'one/core/01-a.blocks.yaml': '- { id: a }\n',
      'two/handbook.yaml': HANDBOOK,
      'two/core/01-a.md': CHAPTER,
    },
  },
  {
    name: 'YAML that does not end',
    says: /handbook\.yaml, line 2: /,
    files: { 'handbook.yaml': 'language: en\ntitle: "A\n' },
  },
  {
    name: 'a key twice',
    says: /handbook\.yaml, line 3: /,
    files: { 'handbook.yaml': `${HANDBOOK}title: B\n` },
  },
  {
    name: 'a key that nobody knows',
    says: /handbook\.yaml, line 3: .*sumary/,
    files: { 'handbook.yaml': `${HANDBOOK}sumary: x\n` },
  },
  {
    name: 'a key that colours the terminal',
    says: /handbook\.yaml, line 3: .*red/,
    files: { 'handbook.yaml': `${HANDBOOK}"\\e[31mred\\nline": x\n` },
  },
  {
    name: 'a title with a NUL',
    says: /handbook\.yaml, line 1: title: /,
    files: { 'handbook.yaml': 'title: "a\\0b"\nlanguage: en\n' },
  },
  {
    name: 'half a character',
    says: /handbook\.yaml, line 1: title: /,
    files: { 'handbook.yaml': 'title: "a\\uD800b"\nlanguage: en\n' },
  },
  {
    name: 'anchors that grow',
    says: /handbook\.yaml, line 1: /,
    files: { 'handbook.yaml': `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n${HANDBOOK}` },
  },
  {
    name: 'YAML nested 5,000 deep',
    says: /handbook\.yaml, line \d+: /,
    files: { 'handbook.yaml': `${HANDBOOK}model: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n` },
  },
  {
    name: 'a tag that makes objects',
    says: /handbook\.yaml, line 3: /,
    files: { 'handbook.yaml': `${HANDBOOK}model: !!js/function "x"\n` },
  },
  {
    name: 'front matter without an end',
    says: /core\/01-a\.md, line 1: .*three dashes/,
    files: { 'handbook.yaml': HANDBOOK, 'core/01-a.md': '---\ntitle: A\n\nOne.\n' },
  },
  {
    name: 'front matter without a title',
    says: /core\/01-a\.md, line \d: title: /,
    files: { 'handbook.yaml': HANDBOOK, 'core/01-a.md': '---\n{}\n---\n\nOne.\n' },
  },
  {
    name: 'a title that is too long',
    says: /core\/01-a\.md, line 2: title: /,
    files: { 'handbook.yaml': HANDBOOK, 'core/01-a.md': `---\ntitle: ${'x'.repeat(300)}\n---\n` },
  },
  {
    name: 'a chapter in Latin-1',
    says: /core\/01-a\.md, line 6: .*UTF-8/,
    files: {
      'handbook.yaml': HANDBOOK,
      'core/01-a.md': new Uint8Array([...Buffer.from(CHAPTER.replace('One', '')), 0xe9, 10]),
    },
  },
  {
    name: 'two chapters at one address',
    says: /core\/.*a\.md/,
    files: { 'handbook.yaml': HANDBOOK, 'core/01-a.md': CHAPTER, 'core/02-a.md': CHAPTER },
  },
  {
    name: 'a chapter in the order that is not there',
    says: /handbook\.yaml/,
    files: { 'handbook.yaml': `${HANDBOOK}chapters: [a, b]\n`, 'core/01-a.md': CHAPTER },
  },
  {
    name: 'ids for other blocks',
    says: /core\/01-a\.blocks\.yaml/,
    files: {
      'handbook.yaml': HANDBOOK,
      'core/01-a.md': CHAPTER,
      'core/01-a.blocks.yaml': '- { id: a }\n- { id: b }\n',
    },
  },
  {
    name: 'a city without its file',
    says: /editions\/ghent\/edition\.yaml/,
    files: { 'handbook.yaml': HANDBOOK, 'editions/ghent/01-a.md': CHAPTER },
  },
  {
    name: 'a city at a reserved address',
    says: /editions\/settings/,
    files: { 'handbook.yaml': HANDBOOK, 'editions/settings/edition.yaml': GHENT },
  },
  {
    name: 'a fact that nobody asks for',
    says: /editions\/ghent\/edition\.yaml, line 4: .*lwa/,
    files: {
      'handbook.yaml': HANDBOOK,
      'editions/ghent/edition.yaml': `${GHENT}facts: { lwa: x }\n`,
    },
  },
  {
    name: 'a day that is none',
    says: /editions\/ghent\/edition\.yaml, line 6: facts\.law\.reviewBy: a day as 2027-06-30/,
    files: {
      'handbook.yaml': `${HANDBOOK}facts: [{ name: law, label: The law }]\n`,
      'editions/ghent/edition.yaml': `${GHENT}facts:\n  law:\n    reviewBy: "2027-13-45"\n`,
    },
  },
  {
    name: 'a day of the core that is none',
    says: /handbook\.yaml, line 3: facts\.0\.inCore\.reviewBy: a day as 2027-06-30/,
    files: {
      'handbook.yaml': `${HANDBOOK}facts: [{ name: law, label: x, inCore: { value: x, reviewBy: 0000-00-00 } }]\n`,
    },
  },
  {
    name: 'a release with a number beyond all counting',
    says: /editions\/ghent\/edition\.yaml, line 4: basedOn: at most 100000/,
    files: {
      'handbook.yaml': HANDBOOK,
      'editions/ghent/edition.yaml': `${GHENT}basedOn: 9007199254740991\n`,
    },
  },
  {
    name: 'a picture that breaks off',
    says: /images\/x\.png: /,
    files: { 'handbook.yaml': HANDBOOK, 'images/x.png': new Uint8Array([...PNG, 0, 0, 0]) },
  },
  {
    name: 'faults in two files',
    says: /core\/01-a\.md, line 1: .* And 2 more\. core\/02-b\.md:2: title: this is missing core\/02-b\.md:2: “titel” is not known here$/,
    files: {
      'handbook.yaml': HANDBOOK,
      'core/01-a.md': '---\ntitle: A\n',
      'core/02-b.md': '---\ntitel: B\n---\n',
    },
  },
];

describe('an import of', () => {
  it.each(FAULTS)('[HF4] $name is refused in one line, and keeps nothing', async (fault) => {
    const before = await stored();
    const path = await write(fault.files);
    const line = await refusal('import', path);
    expect(line).toMatch(fault.says);
    expect(line).not.toMatch(/\p{Cc}|This is a bug/u);
    expect(line).not.toMatch(/received|undefined|pattern|Invalid (?:input|string|key|option)/);
    expect(await stored()).toBe(before);
    // The same from an archive.
    const zipped = Object.entries(fault.files).map(([at, content]) => [
      at,
      new Uint8Array(Buffer.from(content)),
    ]);
    await writeFile(join(folder, 'book.zip'), zipSync(Object.fromEntries(zipped)));
    expect(await refusal('import', 'book.zip')).toMatch(fault.says);
    expect(await stored()).toBe(before);
  });

  it.each([
    ['a path that leads nowhere', 'missing', /missing/],
    ['a zip that is none', 'broken.zip', /broken\.zip|zip/],
    ['a kind of file that is not taken', 'a.exe', /a\.exe/],
  ])('%s is refused in one line', async (_, path, says) => {
    if (path !== 'missing') await writeFile(join(folder, path), 'not what it says');
    const line = await refusal('import', path);
    expect(line).toMatch(says);
    expect(line).not.toMatch(/\p{Cc}|This is a bug/u);
  });

  it('a fact named like a prototype changes nothing', async () => {
    const facts = `${GHENT}facts: { __proto__: { polluted: x } }\n`;
    const path = await write({ 'handbook.yaml': HANDBOOK, 'editions/ghent/edition.yaml': facts });
    await runCommand(world.product, { words: ['import', path], folder });
    expect('polluted' in {}).toBe(false);
    expect(
      await world.product.database.db.selectFrom('fact_value').select('name').execute(),
    ).toEqual([]);
  });

  it('a file whose name colours the terminal prints no colour', async () => {
    const path = await write({ 'handbook.yaml': HANDBOOK, 'core/01-\u001b[31m\n.md': CHAPTER });
    expect(await refusal('import', path)).not.toMatch(/\p{Cc}/u);
    await writeFile(join(folder, '\u001b[32m.md'), '# \u001b[32mTitle\n');
    const { lines } = await runCommand(world.product, {
      words: ['import', '\u001b[32m.md'],
      folder,
    });
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    const listed = await runCommand(world.product, { words: ['list'], folder });
    expect(listed.lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});
