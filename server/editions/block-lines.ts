/** `.blocks.yaml`: the ids of a chapter's blocks and what is said of them, beside clean Markdown. */
import {
  type Block,
  type BlockJson,
  type DocJson,
  normal,
  withIds,
} from '#shared/content/content.ts';
import type { Problem } from '#shared/errors.ts';
import type { BlockId } from '#shared/ids.ts';
import type { ChapterModel, CityChapterModel, LineageModel } from './handbook-model.ts';
import type { BlockLine } from './handbook-yaml.ts';

/** The file's text: one line a block, then one for each that a city leaves out. */
export function printBlockLines(chapter: ChapterModel | CityChapterModel): string {
  const lineage = new Map(
    'lineage' in chapter ? chapter.lineage.map((line) => [line.blockId, line]) : [],
  );
  const lines = writtenBlocks(chapter.blocks).map(({ id, json }) => ({
    id,
    ...insideOf(json),
    ...(chapter.policies.has(id) && { policy: chapter.policies.get(id) }),
    ...said(lineage.get(id)),
  }));
  const here = new Set(lines.map(({ id }) => id));
  const left = [...lineage.values()].filter(({ blockId }) => !here.has(blockId));
  const omitted = left.map((line) => ({ id: line.blockId, omitted: true, ...said(line) }));
  // JSON is YAML: an entry in braces stays on one line.
  return [...lines, ...omitted].map((line) => `- ${JSON.stringify(line)}\n`).join('') || '[]\n';
}

/** The blocks that Markdown keeps: not the empty lists, nor the empty paragraphs at the end. */
export function writtenBlocks(blocks: readonly Block[]): Block[] {
  const kept = blocks.filter(({ json }) => isWritten(json));
  while (isEmptyParagraph(kept.at(-1)?.json)) kept.pop();
  return kept;
}

function isEmptyParagraph(json: BlockJson | undefined): boolean {
  return json?.type === 'paragraph' && json.content.length === 0;
}

const RULE: BlockJson = { type: 'horizontalRule', attrs: { id: null } };

/** Whether it is there in the normal form of a chapter that goes on after it. */
function isWritten(json: BlockJson): boolean {
  return normal({ type: 'doc', content: [json, RULE] }).content.length === 2;
}

function insideOf(json: BlockJson): { inside?: (BlockId | null)[] } {
  const inside = idsInside(json);
  return inside.length > 0 ? { inside } : {};
}

interface Tree {
  readonly type: string;
  readonly attrs?: object;
  readonly content?: readonly Tree[];
}

const WITH_ID_INSIDE = new Set(['listItem', 'taskItem', 'tableRow']);

/** Ids of entries and rows in the order of the text, rows without cells left out as in Markdown. */
export function idsInside(tree: Tree): (BlockId | null)[] {
  return (tree.content ?? []).flatMap((child) => {
    if (!WITH_ID_INSIDE.has(child.type)) return idsInside(child);
    if (child.type === 'tableRow' && (child.content ?? []).length === 0) return [];
    const id = child.attrs !== undefined && 'id' in child.attrs ? child.attrs.id : null;
    return [typeof id === 'string' ? (id as BlockId) : null, ...idsInside(child)];
  });
}

function said(line: LineageModel | undefined): object {
  if (line === undefined) return {};
  const { reason, sentence, differsInSubstance, translates } = line;
  const differs = {
    ...(reason !== '' && { reason }),
    ...(sentence !== '' && { sentence }),
    ...(differsInSubstance && { inSubstance: true }),
  };
  return {
    ...(Object.keys(differs).length > 0 && { differs }),
    ...(translates !== null && { translates }),
  };
}

export interface Lined {
  readonly blocks: readonly Block[];
  readonly policies: ReadonlyMap<BlockId, string>;
  readonly lineage: readonly LineageModel[];
  readonly problems: readonly Problem[];
}

/** A chapter's text with the ids that its lines give; problems when the two do not go together. */
export function applyBlockLines(
  doc: DocJson,
  lines: readonly BlockLine[],
  { file, newBlockId }: { readonly file: string; readonly newBlockId: () => BlockId },
): Lined {
  const present = lines.filter((line) => line.omitted !== true);
  const problems = [...countProblems(doc, present, file), ...doubleProblems(lines, file)];
  if (problems.length > 0) return { blocks: [], policies: new Map(), lineage: [], problems };
  const given = present.flatMap((line, at) => {
    const json = doc.content[at];
    const inside = line.inside ?? (json === undefined ? [] : idsInside(json));
    return [line.base ?? line.id, ...inside];
  });
  const blocks = withGivenIds(doc, given, newBlockId);
  return { blocks, policies: policiesOf(present), lineage: lineageOf(lines), problems: [] };
}

/**
 * The blocks of a text without ids: each takes the next that is given, then everything inside it that
 * has one; where null is given, or nothing any more, a new one.
 */
export function withGivenIds(
  doc: DocJson,
  given: readonly (BlockId | null)[],
  newBlockId: () => BlockId,
): Block[] {
  let at = 0;
  const { content } = withIds(doc, () => given[at++] ?? newBlockId());
  return content.map((json) => ({ id: json.attrs.id ?? newBlockId(), json }));
}

function countProblems(doc: DocJson, lines: readonly BlockLine[], file: string): Problem[] {
  if (doc.content.length !== lines.length) {
    const reason = `${lines.length} lines for ${doc.content.length} blocks of text: remove this file to have new ids given, or add what is missing.`;
    return [{ at: file, line: 1, reason }];
  }
  return lines.flatMap((line, at) => {
    const json = doc.content[at];
    const wanted = json === undefined ? 0 : idsInside(json).length;
    if (line.inside === undefined || line.inside.length === wanted) return [];
    const reason = `inside: ${line.inside.length} ids for ${wanted} entries or rows of “${line.id}”.`;
    return [{ at: file, line: at + 1, reason }];
  });
}

function doubleProblems(lines: readonly BlockLine[], file: string): Problem[] {
  const seen = new Set<BlockId>();
  return lines.flatMap((line, at) => {
    const own = [line.base ?? line.id, ...(line.inside ?? [])].filter((id) => id !== null);
    const doubled = own.find((id, index) => seen.has(id) || own.indexOf(id) !== index);
    for (const id of own) seen.add(id);
    if (doubled === undefined) return [];
    return [{ at: file, line: at + 1, reason: `The id “${doubled}” is there twice.` }];
  });
}

function policiesOf(lines: readonly BlockLine[]): Map<BlockId, string> {
  return new Map(
    lines.flatMap(({ id, policy }) => (policy && policy !== 'free' ? [[id, policy] as const] : [])),
  );
}

function lineageOf(lines: readonly BlockLine[]): LineageModel[] {
  return lines.flatMap(({ id, base, differs, translates, omitted }) => {
    if (!differs && !translates && !omitted) return [];
    return {
      blockId: base ?? id,
      reason: differs?.reason ?? '',
      sentence: differs?.sentence ?? '',
      differsInSubstance: differs?.inSubstance ?? false,
      translates: translates ?? null,
    };
  });
}
