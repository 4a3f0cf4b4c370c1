/** Other people's carets in the text: their colour, and their name for a moment after each move. */
import { type AnyExtension, Extension } from '@tiptap/core';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { Awareness } from 'y-protocols/awareness';
import { personColour, personInk } from './person-colour.ts';
import { withSoundPlaces } from './sound-places.ts';

/** How long a name stays after its caret moved; the style sheet lets it fade. */
const NAME_STAYS_MS = 2_600;

/** The carets, and the plugin that brings their names back. `me` is what others see of my own. */
export function carets(
  awareness: Awareness,
  me: { readonly id: string; readonly name: string },
): AnyExtension[] {
  return [
    CollaborationCaret.configure({
      provider: { awareness: withSoundPlaces(awareness) },
      user: { ...me, color: personColour(me.id).light },
      render: (user) => caretElement(keyOf(user), nameOf(user)),
      selectionRender: (user) => ({
        class: 'caret-selection',
        style: `--person: ${personInk(keyOf(user))}`,
      }),
    }),
    CaretNames.configure({ awareness }),
  ];
}

type User = Readonly<Record<string, unknown>>;

function nameOf(user: User): string {
  return typeof user.name === 'string' ? user.name : '';
}

function keyOf(user: User): string {
  return typeof user.id === 'string' ? user.id : nameOf(user);
}

/**
 * The style sheet writes the name. A caret that held text would take the browser's own cursor in when
 * somebody clicks there, and what is then typed would be lost with it.
 */
function caretElement(key: string, name: string): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset.person = key;
  caret.dataset.name = name;
  caret.style.setProperty('--person', personInk(key));
  showName(caret);
  return caret;
}

const staying = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>();

/**
 * Shows the name until the caret has stood still for a while. Nothing of it changes while the caret
 * moves on: an animation begun anew with every key would cost two more frames each.
 */
function showName(caret: HTMLElement): void {
  clearTimeout(staying.get(caret));
  if (!('isNamed' in caret.dataset)) caret.dataset.isNamed = '';
  staying.set(
    caret,
    setTimeout(() => delete caret.dataset.isNamed, NAME_STAYS_MS),
  );
}

interface NamesOptions {
  awareness: Awareness | undefined;
}

/** A caret's element is kept while it moves within a line, so its name is brought back from here. */
const CaretNames = Extension.create<NamesOptions>({
  name: 'caretNames',
  addOptions: () => ({ awareness: undefined }),
  addProseMirrorPlugins() {
    const { awareness } = this.options;
    if (!awareness) return [];
    return [
      new Plugin({
        key: new PluginKey('caretNames'),
        view: (view) => {
          const onChange = ({ updated }: { updated: readonly number[] }) => {
            const moved = new Set(updated.map((client) => keyAt(awareness, client)));
            for (const caret of view.dom.querySelectorAll<HTMLElement>('.caret'))
              if (moved.has(caret.dataset.person)) showName(caret);
          };
          awareness.on('change', onChange);
          return { destroy: () => awareness.off('change', onChange) };
        },
      }),
    ];
  },
});

function keyAt(awareness: Awareness, client: number): string | undefined {
  const user: unknown = awareness.getStates().get(client)?.user;
  return typeof user === 'object' && user !== null ? keyOf({ ...user }) : undefined;
}
