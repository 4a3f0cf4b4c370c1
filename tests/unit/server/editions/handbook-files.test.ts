import { describe, expect, it } from 'vitest';
import { readFilesAt } from '#server/editions/read-folder.ts';
import { readHandbookFiles } from '#server/editions/read-handbook-files.ts';
import { writeHandbookFiles } from '#server/editions/write-handbook-files.ts';
import { systemRandom } from '#server/lib/random.ts';
import { parseChapter, parseFrontMatter, printChapter } from '#shared/markdown/markdown.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function read(texts: Readonly<Record<string, string>>) {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]));
  return readHandbookFiles(files, { name: 'test', random: systemRandom });
}

const HANDBOOK = { 'handbook.yaml': 'title: A handbook\nlanguage: en\n' };
const EDITION = 'city: Gent\ncountry: BE\nlanguage: ';

describe('a handbook as files', () => {
  it('[HF2] comes back from its own files the same, and in the same bytes', async () => {
    const { files, name } = await readFilesAt('handbooks/food-coop');
    const { model, problems } = readHandbookFiles(files, { name, random: systemRandom });
    expect(problems).toEqual([]);
    if (model === undefined) throw new Error('no model');
    const written = writeHandbookFiles(model);
    const again = readHandbookFiles(written, { name: 'other', random: systemRandom });
    expect(again.model).toEqual(model);
    expect(writeHandbookFiles(model)).toEqual(written);
  });

  it('[MD2] of the starters is canonical, letter by letter', async () => {
    const { files } = await readFilesAt('handbooks/food-coop');
    for (const [path, bytes] of files) {
      if (!path.endsWith('.md')) continue;
      const { body } = parseFrontMatter(decoder.decode(bytes));
      expect(printChapter(parseChapter(body).doc), path).toBe(body);
    }
  });

  it('[HF2] may stand in one folder inside an archive', () => {
    const core = { 'core/01-a.md': '---\ntitle: A\n---\n\nOne.\n' };
    const wrapped = Object.fromEntries(
      Object.entries({ ...HANDBOOK, ...core }).map(([path, text]) => [`food/${path}`, text]),
    );
    expect(read(wrapped).model?.chapters.map(({ slug }) => slug)).toEqual(['a']);
  });

  it('[HF6] keeps ids, policies and what a city says of its blocks beside the text', () => {
    const lines = [
      '- { id: p1, policy: keep }',
      '- { id: l1, inside: [e1, null] }',
      '- { id: p2, policy: free }',
    ];
    const city = [
      '- { id: p1, differs: { reason: law, sentence: "Here it is five." } }',
      '- { id: own }',
      '- { id: l1, omitted: true, differs: { reason: scale } }',
    ];
    const { model, problems } = read({
      ...HANDBOOK,
      'core/01-a.md': '---\ntitle: A\n---\n\nThree.\n\n- one\n- two\n\nLast.\n',
      'core/01-a.blocks.yaml': `${lines.join('\n')}\n`,
      'editions/gent/edition.yaml': `${EDITION}en\n`,
      'editions/gent/01-a.md': '---\ntitle: A\n---\n\nFive.\n\nOurs.\n',
      'editions/gent/01-a.blocks.yaml': `${city.join('\n')}\n`,
    });
    expect(problems).toEqual([]);
    if (model === undefined) throw new Error('no model');
    expect(model.chapters[0]?.blocks.map(({ id }) => id)).toEqual(['p1', 'l1', 'p2']);
    expect([...(model.chapters[0]?.policies ?? [])]).toEqual([['p1', 'keep']]);
    const gent = model.editions[0]?.chapters[0];
    expect(gent?.lineage).toMatchObject([
      { blockId: 'p1', reason: 'law', sentence: 'Here it is five.' },
      { blockId: 'l1', reason: 'scale' },
    ]);
    const written = writeHandbookFiles(model);
    const beside = decoder.decode(written.get('core/01-a.blocks.yaml'));
    expect(beside.split('\n')[1]).toMatch(/^- \{"id":"l1","inside":\["e1","[0-9a-z]{10}"\]\}$/);
    expect(decoder.decode(written.get('editions/gent/01-a.blocks.yaml'))).toContain(
      '{"id":"l1","omitted":true,"differs":{"reason":"scale"}}',
    );
  });
});

describe('a city’s chapter without ids', () => {
  const core = (body: string) => ({ ...HANDBOOK, 'core/01-a.md': `---\ntitle: A\n---\n\n${body}` });
  const paired = (language: string, coreText: string, cityText: string) => {
    const { model, notes, problems } = read({
      ...core(coreText),
      'editions/gent/edition.yaml': `${EDITION}${language}\n`,
      'editions/gent/01-a.md': `---\ntitle: A\n---\n\n${cityText}`,
    });
    expect(problems).toEqual([]);
    const ids = model?.chapters[0]?.blocks.map(({ id }) => id) ?? [];
    const city = model?.editions[0]?.chapters[0];
    return { pairs: city?.blocks.map(({ id }) => ids.indexOf(id)), city, notes };
  };

  it('[HF7] is paired by text in the same language, changed words and all', () => {
    const { pairs, notes } = paired(
      'en',
      'Founding takes three members.\n\nWrite the rules down.\n\nGo to the register.\n',
      'Founding takes five members.\n\nAsk the city first, it has a desk for this.\n\nGo to the register.\n',
    );
    expect(pairs).toEqual([0, -1, 2]);
    expect(notes[0]?.reason).toContain('block 2 of 3');
  });

  it('[HF7] gives entries of a list the core’s ids, so that it is as the core', () => {
    const { city } = paired('en', '- one\n- two\n', '- one\n- two\n\nMore.\n');
    const core = paired('en', '- one\n- two\n', '- one\n- two\n').city;
    expect(city?.blocks[0]?.json.type).toBe(core?.blocks[0]?.json.type);
  });

  it('[HF7] is paired in another language by headings, kinds and order', () => {
    const { pairs, city } = paired(
      'nl',
      '# Start\n\nOne.\n\nTwo.\n\n# Law\n\n- a\n- b\n',
      '# Begin\n\nEen.\n\nTwee.\n\n# Wet\n\n- een\n- twee\n',
    );
    expect(pairs).toEqual([0, 1, 2, 3, 4]);
    expect(city?.lineage.every(({ translates }) => translates !== null)).toBe(true);
  });

  it('[HF7] is paired by links, facts and numbers where a section has another length', () => {
    const { pairs } = paired(
      'nl',
      '# Law\n\nAsk first.\n\nThe act is of 1893.\n\nSee [here](https://example.org).\n',
      '# Wet\n\nDe wet is van 1893.\n\nZie [hier](https://example.org).\n',
    );
    expect(pairs).toEqual([0, 2, 3]);
  });

  it('[HF7] is left unpaired where it is unsure', () => {
    const { pairs, notes } = paired('nl', '# Law\n\nOne.\n\nTwo.\n', '# Wet\n\nDrie.\n');
    expect(pairs).toEqual([0, -1]);
    expect(notes).toHaveLength(1);
  });
});
