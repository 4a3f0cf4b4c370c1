import { describe, expect, it } from 'vitest';
import { checkStructure } from '#scripts/check-structure.ts';

const rules = (files: Record<string, string>) =>
  checkStructure(new Map(Object.entries(files))).map(
    (fault) => `${fault.path}:${fault.line} ${fault.rule}`,
  );

describe('the structure gate', () => {
  it('accepts what the architecture allows', () => {
    expect(
      rules({
        'shared/ids.ts': 'export const a = 1;',
        'shared/content/content.ts': "export { a } from './blocks.ts';",
        'shared/content/blocks.ts': "import { a as b } from '../ids.ts'; export const a = b;",
        'server/sync/sync.ts':
          "import { a } from '#shared/content/content.ts'; export const c = a;",
        'server/main.ts': "import { c } from './sync/sync.ts'; console.log(c, process.pid);",
      }),
    ).toEqual([]);
  });

  it('finds an import against the order of layers', () => {
    const files = {
      'server/db/db.ts': "import { x } from '../sync/sync.ts'; export const y = x;",
      'server/sync/sync.ts': 'export const x = 1;',
    };
    expect(rules(files)).toEqual(['server/db/db.ts:1 direction']);
  });

  it('finds a top-level folder that reaches where it may not', () => {
    expect(rules({ 'client/lib/a.ts': "\nimport { x } from '#server/db/db.ts'; x();" })).toEqual([
      'client/lib/a.ts:2 direction',
    ]);
    expect(rules({ 'client/lib/a.ts': "import fs from 'node:fs'; fs.statSync('x');" })).toEqual([
      'client/lib/a.ts:1 direction',
    ]);
  });

  it('finds a feature entered by another file than its door', () => {
    expect(
      rules({ 'server/history/history.ts': "import { x } from '../sync/room.ts'; x();" }),
    ).toEqual(['server/history/history.ts:1 door']);
    expect(
      rules({ 'server/history/history.ts': "import { x } from '#shared/content/blocks.ts'; x();" }),
    ).toEqual(['server/history/history.ts:1 door']);
  });

  it('finds a barrel', () => {
    expect(rules({ 'shared/content/content.ts': "export * from './blocks.ts';" })).toEqual([
      'shared/content/content.ts:1 barrel',
    ]);
  });

  it('finds a ring of imports, also through types', () => {
    const ring = {
      'server/sync/a.ts': "import type { B } from './b.ts'; export type A = B;",
      'server/sync/b.ts': "import type { A } from './a.ts'; export type B = A;",
    };
    expect(rules(ring)).toEqual(['server/sync/b.ts:1 cycle']);
  });

  it('finds a folder that stands in no layer', () => {
    expect(rules({ 'server/extras/x.ts': "import { y } from '../db/db.ts'; y();" })).toEqual([
      'server/extras/x.ts:1 unknown-folder',
    ]);
  });

  it.each(['window.innerWidth', 'process.pid', "fetch('x')", 'new Date(performance.now())'])(
    'finds %s in shared/',
    (use) => {
      expect(rules({ 'shared/content/x.ts': `export const value = ${use};` })).toEqual([
        'shared/content/x.ts:1 globals',
      ]);
    },
  );

  it('knows a property, a parameter and a type from a global', () => {
    const code =
      'export function f(window: number, x: { document: Window; location: string }) { return window + x.location.length; }';
    expect(rules({ 'shared/content/x.ts': code })).toEqual([]);
  });
});
