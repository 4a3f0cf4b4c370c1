/** Marks in the page's margin for blocks of a city's edition that are not as the core's. */
import { Extension } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Say } from '../writing/say.ts';

/** What a block that is in the text can be; inherited blocks have no mark and are not listed. */
export type MarkedAs = 'adapted' | 'added';
export type Lineage = ReadonlyMap<string, MarkedAs>;

interface Marks {
  readonly lineage: Lineage;
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Marks>('lineageMarks');
const NONE: Lineage = new Map();

interface MarksOptions {
  say: Say;
  /** Shows what the core says where this block stands. */
  showUpstream: (blockId: string) => void;
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
          init: () => ({ lineage: NONE, decorations: DecorationSet.empty }),
          apply: (tr, marks) => {
            const next: Lineage | undefined = tr.getMeta(key);
            if (next) return draw(tr.doc, next);
            if (!tr.docChanged || marks.lineage.size === 0) return marks;
            // Text that arrives from others replaces the whole document, and with it every mark.
            if (tr.getMeta('y-sync$')) return draw(tr.doc, marks.lineage);
            return { ...marks, decorations: marks.decorations.map(tr.mapping, tr.doc) };
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ];
  },
});

function decorate(doc: ProseNode, lineage: Lineage, options: MarksOptions): DecorationSet {
  if (lineage.size === 0) return DecorationSet.empty;
  const found: Decoration[] = [];
  doc.forEach((block, offset) => {
    const { id } = block.attrs;
    const as = typeof id === 'string' ? lineage.get(id) : undefined;
    if (as === undefined) return;
    found.push(Decoration.node(offset, offset + block.nodeSize, { 'data-lineage': as }));
    found.push(
      Decoration.widget(offset, () => markElement(id, as, options), {
        key: `${as} ${id}`,
        side: -1,
        ignoreSelection: true,
        stopEvent: () => true,
      }),
    );
  });
  return DecorationSet.create(doc, found);
}

/** The word in the margin; for adapted text it opens the core's words. */
function markElement(id: string, as: MarkedAs, { say, showUpstream }: MarksOptions): HTMLElement {
  const isButton = as === 'adapted';
  const mark = document.createElement(isButton ? 'button' : 'span');
  mark.className = 'lineage-mark';
  mark.dataset.as = as;
  mark.contentEditable = 'false';
  mark.textContent = say(`lineage.${as}`);
  if (mark instanceof HTMLButtonElement) {
    mark.type = 'button';
    mark.title = say('lineage.showCore');
    mark.addEventListener('click', () => showUpstream(id));
  }
  return mark;
}
