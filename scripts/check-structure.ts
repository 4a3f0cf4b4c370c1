/**
 * The import rules of ARCHITECTURE.md as a gate: direction, doors, no barrels, no cycles, and no
 * browser's or Node's globals in `shared/`. Reads text, so it cannot be fooled by an install.
 */
import { posix } from 'node:path';
import { FOREIGN_GLOBALS, LAYERS, TOP_LEVEL } from './structure/layers.ts';
import { type Import, readSource, type Source } from './structure/source.ts';

export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly rule: 'direction' | 'door' | 'barrel' | 'cycle' | 'globals' | 'unknown-folder';
  readonly reason: string;
}

/** Checks all files (path from the project's root → text). An empty list says the structure holds. */
export function checkStructure(files: ReadonlyMap<string, string>): Fault[] {
  const sources = new Map(
    [...files].map(([path, code]) => [path, readSource(path, code)] as const),
  );
  const faults: Fault[] = [];
  for (const [path, source] of sources) {
    for (const one of source.imports) faults.push(...importFaults(path, one));
    faults.push(...globalFaults(path, source));
  }
  return [...faults, ...cycleFaults(sources)];
}

/** Where an import leads, from the project's root; undefined for a package. */
function targetOf(path: string, from: string): string | undefined {
  if (from.startsWith('#')) return from.slice(1);
  if (from.startsWith('.')) return posix.join(posix.dirname(path), from);
  return undefined;
}

/** `server/sync/room.ts` → top `server`, folder `sync`; `server/main.ts` → folder `main`. */
function placeOf(path: string): { top: string; folder: string; isInFolder: boolean } {
  const [top = '', second = ''] = path.split('/');
  const isInFolder = path.split('/').length > 2;
  return { top, folder: isInFolder ? second : second.replace(/\.(d\.)?tsx?$/, ''), isInFolder };
}

function importFaults(path: string, one: Import): Fault[] {
  const fault = (rule: Fault['rule'], reason: string): Fault => ({
    path,
    line: one.line,
    rule,
    reason,
  });
  if (one.kind === 'export-all')
    return [fault('barrel', `export * from '${one.from}': name what is exported`)];
  const here = placeOf(path);
  if (one.from.startsWith('node:') && (here.top === 'shared' || here.top === 'client'))
    return [fault('direction', `${here.top}/ does not run on Node: ${one.from}`)];
  const target = targetOf(path, one.from);
  if (target === undefined) return [];
  const there = placeOf(target);
  if (there.top !== here.top) {
    const allowed = TOP_LEVEL[here.top] ?? [];
    if (!allowed.includes(there.top))
      return [fault('direction', `${here.top}/ may not import ${there.top}/`)];
    return here.top === 'tests' ? [] : doorFaults(target, fault);
  }
  if (there.folder === here.folder || !(here.top in LAYERS)) return [];
  const direction = directionFaults(here, there, fault);
  return direction.length > 0 ? direction : doorFaults(target, fault);
}

type MakeFault = (rule: Fault['rule'], reason: string) => Fault;
type Place = ReturnType<typeof placeOf>;

function directionFaults(here: Place, there: Place, fault: MakeFault): Fault[] {
  const order = LAYERS[here.top] ?? [];
  for (const folder of [here.folder, there.folder])
    if (!order.includes(folder))
      return [fault('unknown-folder', `${here.top}/${folder} stands in no layer`)];
  return order.indexOf(there.folder) < order.indexOf(here.folder)
    ? []
    : [fault('direction', `${here.top}/${here.folder} comes before ${here.top}/${there.folder}`)];
}

/** Folders of plain parts without a story of their own are entered by file. */
const WITHOUT_DOOR: ReadonlySet<string> = new Set([
  'server/lib',
  'client/lib',
  'client/ui',
  'client/styles',
  'client/messages',
  'shared/api',
]);

function doorFaults(target: string, fault: MakeFault): Fault[] {
  const there = placeOf(target);
  if (!there.isInFolder || WITHOUT_DOOR.has(`${there.top}/${there.folder}`)) return [];
  const door = `${there.top}/${there.folder}/${there.folder}`;
  const isSchema = target === 'server/db/schema.ts';
  return isSchema || target === `${door}.ts` || target === `${door}.tsx`
    ? []
    : [fault('door', `enter ${there.top}/${there.folder} by ${there.folder}.ts, not ${target}`)];
}

function globalFaults(path: string, source: Source): Fault[] {
  if (!path.startsWith('shared/')) return [];
  return source.freeNames
    .filter((name) => FOREIGN_GLOBALS.has(name.name))
    .map((name) => ({
      path,
      line: name.line,
      rule: 'globals',
      reason: `shared/ may not name ${name.name}`,
    }));
}

/** One fault for each import that closes a ring. Types count: a ring of types is a ring to the reader. */
function cycleFaults(sources: ReadonlyMap<string, Source>): Fault[] {
  const faults: Fault[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: readonly string[]): void => {
    state.set(path, 'open');
    for (const one of sources.get(path)?.imports ?? []) {
      const target = targetOf(path, one.from);
      if (target === undefined || !sources.has(target) || one.kind === 'dynamic') continue;
      if (state.get(target) === 'open') {
        const ring = [...trail.slice(trail.indexOf(target)), target].join(' → ');
        faults.push({ path, line: one.line, rule: 'cycle', reason: ring });
      } else if (!state.has(target)) visit(target, [...trail, target]);
    }
    state.set(path, 'done');
  };
  for (const path of sources.keys()) if (!state.has(path)) visit(path, [path]);
  return faults;
}
