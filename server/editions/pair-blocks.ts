/**
 * Which block of a city's chapter stands for which of the core's, when nobody has written it down. In
 * the core's language by text; in another by what a translation keeps: headings, kinds, order, links,
 * facts, numbers and pictures. What stays unsure is left alone: a wrong pair would show a city the
 * changes of another paragraph.
 */
import { type Block, type BlockJson, plainText, sameness, words } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';
import { likeness, nearestSections } from './translation-signs.ts';

export interface PairRequest {
  readonly core: readonly Block[];
  readonly city: readonly BlockJson[];
  readonly language: 'same' | 'another';
}

/** For each of the city's blocks the core's id, or undefined when it is unsure or the city's own. */
export function pairBlocks({ core, city, language }: PairRequest): (BlockId | undefined)[] {
  const pairs = language === 'same' ? byText(core, city) : bySigns(core, city);
  const ids = new Map(pairs.map(([coreAt, cityAt]) => [cityAt, core[coreAt]?.id]));
  return city.map((_, at) => ids.get(at));
}

type Pair = readonly [core: number, city: number];

/** Below this share of common words two paragraphs are not the same one rewritten. */
const ALIKE = 0.5;

function byText(core: readonly Block[], city: readonly BlockJson[]): Pair[] {
  const samenesses = city.map(sameness);
  const ownSamenesses = core.map(({ json }) => sameness(json));
  const texts = core.map(({ json }) => bagOf(json));
  const cityTexts = city.map(bagOf);
  return bestOrder(core.length, city.length, (one, other) => {
    const coreBlock = core[one];
    const cityBlock = city[other];
    if (coreBlock === undefined || cityBlock === undefined) return 0;
    if (ownSamenesses[one] === samenesses[other]) return 2;
    if (coreBlock.json.type !== cityBlock.type) return 0;
    const share = shareOf(texts[one] ?? new Map(), cityTexts[other] ?? new Map());
    return share >= ALIKE ? share : 0;
  });
}

function bagOf(json: BlockJson): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of words(plainText(json).toLowerCase())) {
    if (word.trim() !== '') bag.set(word, (bag.get(word) ?? 0) + 1);
  }
  return bag;
}

/** Common words over all words, 0 to 1. */
function shareOf(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let common = 0;
  let total = 0;
  for (const [word, count] of one) {
    common += Math.min(count, other.get(word) ?? 0);
    total += count;
  }
  for (const count of other.values()) total += count;
  return total === 0 ? 0 : (2 * common) / total;
}

/** Sections first, by their headings; then, inside each pair of sections, block by block. */
function bySigns(core: readonly Block[], city: readonly BlockJson[]): Pair[] {
  const coreJson = core.map(({ json }) => json);
  return nearestSections(coreJson, city).flatMap(([ours, theirs]) => {
    const isPlain =
      ours.length === theirs.length &&
      ours.every((at, index) => coreJson[at]?.type === city[theirs[index] ?? -1]?.type);
    if (isPlain) return ours.map((at, index): Pair => [at, theirs[index] ?? 0]);
    const pairs = bestOrder(ours.length, theirs.length, (one, other) => {
      const coreBlock = coreJson[ours[one] ?? -1];
      const cityBlock = city[theirs[other] ?? -1];
      if (coreBlock === undefined || cityBlock === undefined) return 0;
      return likeness(coreBlock, cityBlock);
    });
    return pairs.map(([one, other]): Pair => [ours[one] ?? 0, theirs[other] ?? 0]);
  });
}

/** The pairs in rising order on both sides with the greatest sum of scores; a score of 0 pairs nothing. */
function bestOrder(
  ours: number,
  theirs: number,
  score: (one: number, other: number) => number,
): Pair[] {
  const best = Array.from({ length: ours + 1 }, () => new Float64Array(theirs + 1));
  const at = (one: number, other: number) => best[one]?.[other] ?? 0;
  for (let one = ours - 1; one >= 0; one--) {
    const row = best[one];
    if (row === undefined) continue;
    for (let other = theirs - 1; other >= 0; other--) {
      const paired = score(one, other);
      const skipped = Math.max(at(one + 1, other), at(one, other + 1));
      row[other] = paired > 0 ? Math.max(skipped, paired + at(one + 1, other + 1)) : skipped;
    }
  }
  const pairs: Pair[] = [];
  for (let one = 0, other = 0; one < ours && other < theirs; ) {
    if (at(one, other) === at(one + 1, other)) one++;
    else if (at(one, other) === at(one, other + 1)) other++;
    else pairs.push([one++, other++]);
  }
  return pairs;
}
