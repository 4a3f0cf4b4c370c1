import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readFilesAt } from '#server/editions/editions.ts';
import { readZip } from '#server/editions/read-zip.ts';

/** What an entry says of itself; what is not said is true. */
interface Entry {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly saidSize?: number;
  readonly saidSum?: number;
  readonly attributes?: number;
  readonly flags?: number;
  /** Says that it lies where the first one lies. */
  readonly overlaps?: boolean;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

function record(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const field = Buffer.alloc(size);
      if (size === 2) field.writeUInt16LE(value);
      else field.writeUInt32LE(value >>> 0);
      return field;
    }),
  );
}

/** A zip file byte by byte, so that it can lie. */
function zipOf(entries: readonly Entry[], saidCount = entries.length): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const bytes = entry.bytes ?? Buffer.from('text');
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(entry.name);
    const sum = entry.saidSum ?? crc32(bytes);
    const size = entry.saidSize ?? bytes.length;
    const head = [
      [2, entry.flags ?? 0x800],
      [2, 8],
      [2, 0],
      [2, 33],
      [4, sum],
      [4, packed.length],
      [4, size],
      [2, name.length],
      [2, 0],
    ] as const;
    const local = Buffer.concat([record([4, LOCAL], [2, 20], ...head), name, packed]);
    const at = entry.overlaps ? 0 : offset;
    directory.push(
      record(
        [4, CENTRAL],
        [2, 0x031e],
        [2, 20],
        ...head,
        [2, 0],
        [2, 0],
        [2, 0],
        [4, entry.attributes ?? 0],
        [4, at],
      ),
      name,
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = record(
    [4, END],
    [2, 0],
    [2, 0],
    [2, saidCount],
    [2, saidCount],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}

it('[HF8] reads a zip file that says the truth', async () => {
  const files = await readZip(
    zipOf([
      { name: 'a.md' },
      { name: 'b/', bytes: new Uint8Array() },
      { name: 'b/c.md' },
      { name: '__MACOSX/x' },
    ]),
  );
  expect([...files.keys()]).toEqual(['a.md', 'b/c.md']);
  expect(new TextDecoder().decode(files.get('b/c.md'))).toBe('text');
});

it.each([
  '../a.md',
  'a/../../b.md',
  '/etc/passwd',
  'C:\\a.md',
  'C:/a.md',
  'a\\..\\b.md',
  'a//b.md',
  './a.md',
  'a/./b.md',
  'a\0.md',
  'a\n.md',
  'con.md',
  'a/nul',
  'a.',
  'a ',
  `${'a'.repeat(401)}`,
  '..',
])('[HF8] refuses a path that leads elsewhere: %j', async (name) => {
  await expect(readZip(zipOf([{ name: 'a.md' }, { name }]))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/ cannot be taken from this zip file: its name /),
    problems: [{ at: name.slice(0, 100) }],
  });
});

it('[HF8] refuses links, locked files and names that are there twice', async () => {
  const link = { name: 'a.md', attributes: 0o120777 * 2 ** 16, bytes: Buffer.from('/etc/passwd') };
  await expect(readZip(zipOf([link]))).rejects.toThrow('it is a link');
  await expect(readZip(zipOf([{ name: 'a.md', flags: 0x801 }]))).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(readZip(zipOf([{ name: 'a.md' }, { name: 'A.md' }]))).rejects.toThrow('there twice');
  const composed = [{ name: 'é.md' }, { name: 'e\u0301.md' }];
  await expect(readZip(zipOf(composed))).rejects.toThrow('there twice');
});

it('[HF8] refuses content that is not what it was said to be', async () => {
  await expect(readZip(zipOf([{ name: 'a.md', saidSum: 1 }]))).rejects.toThrow('damaged');
  await expect(readZip(zipOf([{ name: 'a.md', saidSize: 2 }]))).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(readZip(zipOf([{ name: 'a.md', saidSize: 9 }]))).rejects.toMatchObject({
    code: 'invalid',
  });
  const twins = [{ name: 'a.md' }, { name: 'b.md', overlaps: true }];
  await expect(readZip(zipOf(twins))).rejects.toThrow('overlap');
});

it.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('not a zip')],
  ['half a file', zipOf([{ name: 'a.md' }]).subarray(0, 40)],
  ['a count that is too high', zipOf([{ name: 'a.md' }], 900)],
])('[HF8] refuses what is no zip file: %s', async (_, bytes) => {
  await expect(readZip(bytes)).rejects.toMatchObject({ code: 'invalid' });
});

it('[HF8] refuses bombs before it unpacks them', async () => {
  const zeros = new Uint8Array(40 * 2 ** 20);
  const before = process.memoryUsage().rss;
  await expect(readZip(zipOf([{ name: 'a.md', bytes: zeros }]))).rejects.toMatchObject({
    code: 'too-large',
  });
  const lying = { name: 'a.md', bytes: zeros, saidSize: 100 };
  await expect(readZip(zipOf([lying]))).rejects.toMatchObject({ code: 'invalid' });
  const most = { entryCount: 3, fileBytes: 10, totalBytes: 15, ratio: 100 };
  const small = (count: number, length: number) =>
    zipOf(
      Array.from({ length: count }, (_, at) => ({
        name: `${at}`,
        bytes: Buffer.alloc(length, 'x'),
      })),
    );
  await expect(readZip(small(4, 1), most)).rejects.toMatchObject({ code: 'too-large' });
  await expect(readZip(small(1, 11), most)).rejects.toMatchObject({ code: 'too-large' });
  await expect(readZip(small(2, 8), most)).rejects.toMatchObject({ code: 'too-large' });
  expect((await readZip(small(3, 5), most)).size).toBe(3);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
});

it('[HF8] follows no link out of a folder, and writes nothing into it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'commonbook-hostile-'));
  try {
    await writeFile(join(folder, 'a.md'), 'text');
    await symlink('/etc/passwd', join(folder, 'b.md'));
    await symlink('/etc', join(folder, 'c'));
    const { files } = await readFilesAt(folder);
    expect([...files.keys()]).toEqual(['a.md']);
    await writeFile(join(folder, 'z.zip'), zipOf([{ name: '../../out.md' }]));
    await expect(readFilesAt(join(folder, 'z.zip'))).rejects.toMatchObject({ code: 'invalid' });
    expect((await readdir(folder)).sort()).toEqual(['a.md', 'b.md', 'c', 'z.zip']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
