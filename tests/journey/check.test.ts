import { appendFile, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GATES, type Verdict } from '#scripts/gates.ts';

const PARTS = [
  'client',
  'server',
  'shared',
  'scripts',
  'tests',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
  'biome.json',
  'knip.jsonc',
  '.gitignore',
];

/** One fault for each gate, each in a file of its own kind, and a word that the gate must say of it. */
const FAULTS = {
  types: {
    path: 'shared/ids.ts',
    text: "\nexport const planted: number = 'text';\n",
    says: 'TS2322',
  },
  lint: {
    path: 'shared/errors.ts',
    text: '\nexport let planted: any = 1;\n',
    says: 'noExplicitAny',
  },
  structure: { path: 'shared/ids.ts', text: "\nexport * from './errors.ts';\n", says: 'barrel' },
  specs: {
    path: 'server/sync/SPEC.md',
    text: '\n- **ZZ99** a rule that no test names\n',
    says: 'ZZ99',
  },
  'dead code': {
    path: 'server/lib/clock.ts',
    text: '\nexport const plantedAndUnused = 1;\n',
    says: 'plantedAndUnused',
  },
};

describe('npm run check', () => {
  let root = '';

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'commonbook-check-'));
    for (const part of PARTS) await cp(part, join(root, part), { recursive: true });
    await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  });
  afterAll(() => rm(root, { recursive: true }));

  const run = async (name: string): Promise<Verdict> => {
    const gate = GATES.find((one) => one.name === name);
    if (!gate) throw new Error(`There is no gate ${name}.`);
    return gate.run(root);
  };

  it('has a planted fault for every gate', () => {
    expect(Object.keys(FAULTS)).toEqual(GATES.map((gate) => gate.name));
  });

  it.each(Object.entries(FAULTS))(
    'fails its %s gate on a planted fault',
    { timeout: 120_000 },
    async (name, fault) => {
      const path = join(root, fault.path);
      await appendFile(path, fault.text);
      const verdict = await run(name);
      await cp(fault.path, path);
      expect(verdict.output).toContain(fault.says);
      expect(verdict.isPassed).toBe(false);
    },
  );
});
