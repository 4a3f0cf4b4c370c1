import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { figuresFile } from '#scripts/bench/figures-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-figures-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the file for figures', () => {
  it('is written whole, in a folder that is made for it, and not before', async () => {
    const path = join(folder, 'of/today.json');
    const file = await figuresFile(path);
    expect(await readdir(join(folder, 'of'))).toEqual([]);
    await file.write({ figures: [1] });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ figures: [1] });
  });

  it('keeps what it said until there is something new', async () => {
    const path = join(folder, 'figures.json');
    await writeFile(path, 'before');
    const file = await figuresFile(path);
    expect(await readFile(path, 'utf8')).toBe('before');
    await file.write({});
    expect(await readFile(path, 'utf8')).toBe('{}\n');
  });

  it('is refused in one line where nothing can be written', async () => {
    await writeFile(join(folder, 'a-file'), '');
    for (const path of ['', folder, join(folder, 'a-file', 'figures.json')])
      await expect(figuresFile(path)).rejects.toThrow(/^--json[^\n]+$/);
  });
});
