/** Marks in the page's margin for blocks of a city's edition that are not as the core's. */
import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Say } from '../writing/say.ts';
import { type Lineage, type OmittedRun, omittedRuns } from './omitted-runs.ts';

/** What a block that is in the text is marked as; one that is as the core's has no mark. */
type MarkedAs = 'adapted' | 'added';

interface Marks {
  readonly lineage: Lineage;
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Marks>('lineageMarks');

interface MarksOptions {
  say: Say;
  /** Shows what the core says where these blocks stand, or would stand. */
  showUpstream: (blockIds: readonly string[]) => void;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    lineageMarks: {
      /** Replaces all marks. */
      setLineage: (lineage: Lineage) => ReturnType;
    };
  }
}

export const LineageMarks = Extension.create<MarksOptions>({
  name: 'lineageMarks',
  addOptions: () => ({ say: (words) => words, showUpstream: () => {} }),
  addCommands() {
    return {
      setLineage:
        (lineage) =>
        ({ tr, dispatch }) => {
          if (dispatch) tr.setMeta(key, lineage).setMeta('addToHistory', false);
          return true;
        },
    };
  },
  addProseMirrorPlugins() {
    const draw = (doc: ProseNode, lineage: Lineage): Marks => ({
      lineage,
      decorations: decorate(doc, lineage, this.options),
    });
    return [
      new Plugin<Marks>({
        key,
        state: {
          init: () => ({ lineage: [], decorations: DecorationSet.empty }),
          apply: (tr, marks) => {
            const next: Lineage | undefined = tr.getMeta(key);
            if (next) return draw(tr.doc, next);
            if (!tr.docChanged || marks.lineage.length === 0) return marks;
            // Text that arrives from others replaces the whole document, and with it every mark.
            const isReplaced = isChangeOrigin(tr);
            // What is left out is marked where no block of the text is.
            const hasOtherBlocks = tr.doc.childCount !== tr.before.childCount;
            if (isReplaced || hasOtherBlocks) return draw(tr.doc, marks.lineage);
            return { ...marks, decorations: marks.decorations.map(tr.mapping, tr.doc) };
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ];
  },
});

function decorate(doc: ProseNode, lineage: Lineage, options: MarksOptions): DecorationSet {
  const marked = new Map<unknown, MarkedAs>();
  for (const { blockId, content } of lineage)
    if (content === 'adapted' || content === 'added') marked.set(blockId, content);
  const found = omittedRuns(doc, lineage).map((run) =>
    // Before the mark of the block that stands there.
    widget({ at: run.position, key: `omitted ${run.blockIds.join(' ')}`, side: -2 }, () =>
      omittedMark(run, options),
    ),
  );
  doc.forEach((block, offset) => {
    const { id } = block.attrs;
    const as = marked.get(id);
    if (as === undefined) return;
    found.push(Decoration.node(offset, offset + block.nodeSize, { 'data-lineage': as }));
    found.push(
      widget({ at: offset, key: `${as} ${id}`, side: -1 }, () => blockMark(id, as, options)),
    );
  });
  return DecorationSet.create(doc, found);
}

function widget(
  { at, ...spec }: { readonly at: number; readonly key: string; readonly side: number },
  draw: () => HTMLElement,
): Decoration {
  return Decoration.widget(at, draw, { ...spec, ignoreSelection: true, stopEvent: () => true });
}

/** The word in the margin; for adapted text it opens the core's words. */
function blockMark(id: string, as: MarkedAs, { say, showUpstream }: MarksOptions): HTMLElement {
  if (as === 'added') return markElement('span', as, say('lineage.added'));
  const mark = markElement('button', as, say('lineage.adapted'));
  mark.title = say('lineage.showCore');
  mark.addEventListener('click', () => showUpstream([id]));
  return mark;
}

/** The fold where something is left out; it opens the words that the core has there. */
function omittedMark({ blockIds }: OmittedRun, { say, showUpstream }: MarksOptions): HTMLElement {
  const count = blockIds.length;
  const word = document.createElement('span');
  word.textContent = say('lineage.omitted', { count });
  const mark = markElement('button', 'omitted', foldSign(), word);
  mark.title = say('lineage.showOmitted', { count });
  mark.setAttribute('aria-label', mark.title);
  mark.addEventListener('click', () => showUpstream(blockIds));
  return mark;
}

function markElement<Tag extends 'button' | 'span'>(
  tag: Tag,
  as: MarkedAs | 'omitted',
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const mark = document.createElement(tag);
  mark.className = 'lineage-mark';
  mark.dataset.as = as;
  mark.contentEditable = 'false';
  if (mark instanceof HTMLButtonElement) mark.type = 'button';
  mark.append(...content);
  return mark;
}

/** A line with a pleat in it. */
function foldSign(): SVGElement {
  const sign = document.createElementNS(SVG, 'svg');
  sign.setAttribute('viewBox', '0 0 16 8');
  sign.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', 'M0 1.5h4.5L8 6.5l3.5-5H16');
  sign.append(line);
  return sign;
}

const SVG = 'http://www.w3.org/2000/svg';
