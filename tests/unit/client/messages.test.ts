import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = 'client/messages/en';
const NAMESPACES = readdirSync(FOLDER).map((file) => basename(file, '.json'));

/** `a.b` for every text of a namespace; plural forms count as the key they are asked by. */
function keysOf(namespace: string): ReadonlySet<string> {
  const texts: unknown = JSON.parse(readFileSync(join(FOLDER, `${namespace}.json`), 'utf8'));
  const walk = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, below]) => walk(below, path ? `${path}.${key}` : key))
      : [path.replace(/_(zero|one|two|few|many|other)$/, '')];
  return new Set(walk(texts, ''));
}

const KNOWN = new Map(NAMESPACES.map((namespace) => [namespace, keysOf(namespace)]));

/** Every `t('…')` of a component, with the namespace that it means. */
function askedBy(file: string): readonly { file: string; namespace: string; key: string }[] {
  const source = readFileSync(file, 'utf8');
  const used = /useTranslation\(\s*(?:\[\s*)?'([a-z]+)'/.exec(source)?.[1] ?? 'common';
  return [...source.matchAll(/(?<![\w.])t\(\s*'([^'$]+)'/g)].map(([, asked = '']) => {
    const [namespace = '', key = ''] = asked.includes(':') ? asked.split(':') : [used, asked];
    return { file, namespace, key };
  });
}

const asked = readdirSync('client', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) => askedBy(join('client', file)));

describe('words on screen', () => {
  it('are all in the message files', () => {
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(({ namespace, key }) => !KNOWN.get(namespace)?.has(key))).toEqual([]);
  });

  it('carry no exclamation marks', () => {
    for (const namespace of NAMESPACES)
      expect(readFileSync(join(FOLDER, `${namespace}.json`), 'utf8')).not.toMatch(/!["\s]/);
  });
});
