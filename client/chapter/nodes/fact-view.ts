import type { NodeViewRenderer } from '@tiptap/core';
import type { FactWords } from '../facts/fact-words.ts';
import type { Say } from '../writing/say.ts';

/** A fact in the text: the city's value, or in the core what is asked for. */
export function factView(facts: FactWords, say: Say): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement('span');
    dom.className = 'fact';
    let name = String(node.attrs.name);
    const show = () => {
      const { text, label, state } = facts.word(name);
      dom.dataset.fact = name;
      dom.dataset.state = state;
      dom.textContent = text;
      dom.title = say(`fact.${state}`, { label });
    };
    show();
    const unsubscribe = facts.subscribe(show);
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type) return false;
        name = String(next.attrs.name);
        show();
        return true;
      },
      ignoreMutation: () => true,
      destroy: unsubscribe,
    };
  };
}
