import type { Hash } from '../ids.ts';
import { canonicalJson, hashText } from './canonical.ts';
import type { BlockJson, InlineJson, MarkJson, NodeJson, PhraseJson } from './types.ts';

/**
 * What two blocks have in common when a reader would call them the same: the hash of the block
 * without any id, with runs of spaces as one space and none at the ends of a paragraph, and without
 * the targets of links. A fact is its name. For lineage and staleness only, never a store's key.
 */
export function sameness(json: BlockJson): Hash {
  return hashText(canonicalJson(plainer(json)));
}

/** The node as `sameness` sees it. It is an ordinary node, so that one canonical form is enough. */
function plainer<Json extends NodeJson>(json: Json): Json {
  const reduced: Record<string, unknown> = { ...json };
  if ('attrs' in json && 'id' in json.attrs) reduced.attrs = { ...json.attrs, id: null };
  if ('content' in json) {
    reduced.content =
      json.type === 'paragraph' || json.type === 'heading' || json.type === 'image'
        ? folded(json.content)
        : json.content.map((child: NodeJson) => plainer(child));
  }
  // The spread keeps the type's shape; only values were replaced by values of the same type.
  return reduced as unknown as Json;
}

/** Inline content with spaces folded and links without targets, equal neighbours joined again. */
function folded(content: readonly InlineJson[]): InlineJson[] {
  const kept: InlineJson[] = [];
  let endsInSpace = true;
  for (const json of content) {
    if (json.type === 'footnote') {
      kept.push({ type: 'footnote', content: folded(json.content) as PhraseJson[] });
      endsInSpace = false;
      continue;
    }
    if (json.type !== 'text') {
      kept.push(json);
      endsInSpace = json.type === 'hardBreak';
      continue;
    }
    const spaced = json.text.replace(/\s+/g, ' ');
    const text = endsInSpace ? spaced.trimStart() : spaced;
    if (text === '') continue;
    endsInSpace = text.endsWith(' ');
    const marks = json.marks.map(withoutTarget);
    const last = kept.at(-1);
    if (last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(marks)) {
      kept[kept.length - 1] = { ...last, text: last.text + text };
    } else kept.push({ type: 'text', text, marks });
  }
  return trimmedEnd(kept);
}

function trimmedEnd(content: InlineJson[]): InlineJson[] {
  const last = content.at(-1);
  if (last?.type !== 'text') return content;
  const text = last.text.trimEnd();
  return text === '' ? content.slice(0, -1) : [...content.slice(0, -1), { ...last, text }];
}

function withoutTarget(mark: MarkJson): MarkJson {
  return mark.type === 'link' ? { type: 'link', attrs: { href: '#', title: null } } : mark;
}
