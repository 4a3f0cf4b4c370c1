import { Extension } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import {
  getRelativeSelection,
  type ProsemirrorBinding,
  updateYFragment,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/**
 * Keeps a key's work to the block that it changes. The binding makes every block of the chapter anew
 * when somebody else presses a key, and sets up lists as long as the chapter to compare all blocks
 * when one presses one oneself: in a long chapter most of a key's work, and half a megabyte of it.
 */
export const OnlyChanges = Extension.create({
  name: 'onlyChanges',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('onlyChanges'),
      view: (view) => {
        keepToChanges(ySyncPluginKey.getState(view.state).binding);
        return {};
      },
    }),
  ],
});

/** Has a binding that has drawn its text look at no more than what changes from then on. */
export function keepToChanges(binding: ProsemirrorBinding): void {
  binding.mapping = new KeptBlocks(binding.mapping);
  binding._prosemirrorChanged = (text) => {
    // Most of what an editor tells is of the caret alone.
    if (binding.mapping.get(binding.type) === text) return;
    binding.doc.transact(() => {
      tell(binding, text);
      // As the binding itself does: an undo of this comes back to here.
      const { state } = binding.prosemirrorView;
      binding.beforeTransactionSelection = getRelativeSelection(binding, state);
    }, ySyncPluginKey);
  };
}

type Mapping = ProsemirrorBinding['mapping'];
type Written = Parameters<Mapping['get']>[0];
type Drawn = NonNullable<ReturnType<Mapping['get']>>;

/**
 * What is drawn for what is written in the chapter. At each change of others the binding takes out what
 * changed, with all that is around it, and then empties the whole; but the rest is as it was.
 */
class KeptBlocks extends Map<Written, Drawn> {
  override clear(): void {}
}

/** Writes what the text has become into the chapter. */
function tell(binding: ProsemirrorBinding, text: ProseNode): void {
  const { doc, type, mapping } = binding;
  const changed = changedBlocks(binding, text);
  if (changed === undefined || changed.length > 1) updateYFragment(doc, type, text, binding);
  else {
    mapping.set(type, text);
    for (const { element, block } of changed) updateYFragment(doc, element, block, binding);
  }
}

interface ChangedBlock {
  readonly element: Y.XmlElement;
  readonly block: ProseNode;
}

/**
 * The blocks that are not what is drawn for the chapter's, two of them at most; undefined where blocks
 * came, went or became others, and the binding must find out which.
 */
function changedBlocks(
  { type, mapping }: ProsemirrorBinding,
  text: ProseNode,
): readonly ChangedBlock[] | undefined {
  if (type.length !== text.childCount) return undefined;
  const changed: ChangedBlock[] = [];
  let element = type.firstChild;
  for (let index = 0; element && changed.length < 2; index += 1) {
    const block = text.child(index);
    if (mapping.get(element) !== block) {
      if (!(element instanceof Y.XmlElement) || element.nodeName !== block.type.name)
        return undefined;
      changed.push({ element, block });
    }
    element = element.nextSibling;
  }
  return changed;
}
