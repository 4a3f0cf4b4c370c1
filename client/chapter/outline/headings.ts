import type { Node as ProseNode } from '@tiptap/pm/model';

/** One line of the outline. `id` is the heading's block id, its place in the page's address too. */
export interface OutlineHeading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** The chapter's headings in order; those without words or without an id yet are left out. */
export function headingsOf(doc: ProseNode): readonly OutlineHeading[] {
  const found: OutlineHeading[] = [];
  doc.forEach((block) => {
    const { id, level } = block.attrs;
    if (block.type.name !== 'heading' || typeof id !== 'string') return;
    const text = wordsOf(block);
    if (text !== '') found.push({ id, level: Number(level), text });
  });
  return found;
}

/** A heading's words without its footnotes. */
function wordsOf(heading: ProseNode): string {
  let text = '';
  heading.forEach((child) => {
    if (child.type.name === 'hardBreak') text += ' ';
    else if (child.isText) text += child.text ?? '';
    else if (child.type.name === 'fact') text += String(child.attrs.name);
  });
  return text.trim();
}

/** Whether the outline would look the same. */
export function sameHeadings(
  one: readonly OutlineHeading[],
  other: readonly OutlineHeading[],
): boolean {
  return (
    one.length === other.length &&
    one.every((heading, index) => {
      const also = other[index];
      return also?.id === heading.id && also.level === heading.level && also.text === heading.text;
    })
  );
}

/** Levels as steps of indentation, so that an outline whose top level is 2 still begins at the edge. */
export function outlineStep(heading: OutlineHeading, all: readonly OutlineHeading[]): number {
  const top = Math.min(...all.map((one) => one.level));
  return Math.min(heading.level - top, 3);
}
