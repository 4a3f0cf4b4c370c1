import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

type Changed = (changes: unknown, origin: unknown) => void;

/**
 * The awareness as the carets' plugin needs it. Nobody is where there is no place: where somebody's caret
 * stands is what their program says of it, and the plugin, which looks each place up at every change,
 * throws, and so takes no change at all, for one that this text does not have. And one's own caret, which
 * moves with each key and is never drawn, is no reason to draw while there is no other.
 */
export function withSoundPlaces(awareness: Awareness): Awareness {
  const states = () =>
    new Map([...awareness.getStates()].filter(([, state]) => isSound(state, awareness.doc)));
  const calls = new Map<Changed, Changed>();
  const quiet = (listener: Changed): Changed => {
    const call: Changed = (changes, origin) => {
      if (origin !== 'local' || hasOtherCaret(awareness)) listener(changes, origin);
    };
    calls.set(listener, call);
    return call;
  };
  const sound: Awareness = Object.create(awareness, {
    getStates: { value: states },
    on: {
      value: (name: string, listener: Changed) =>
        awareness.on(name, name === 'change' ? quiet(listener) : listener),
    },
    off: {
      value: (name: string, listener: Changed) =>
        awareness.off(name, calls.get(listener) ?? listener),
    },
  });
  return sound;
}

function hasOtherCaret(awareness: Awareness): boolean {
  return [...awareness.getStates()].some(
    ([client, { cursor }]) =>
      client !== awareness.clientID && cursor !== undefined && cursor !== null,
  );
}

function isSound(state: Readonly<Record<string, unknown>>, doc: Y.Doc): boolean {
  const { cursor } = state;
  if (cursor === undefined || cursor === null) return true;
  if (typeof cursor !== 'object' || !('anchor' in cursor) || !('head' in cursor)) return false;
  return [cursor.anchor, cursor.head].every((place) => isPlace(place, doc));
}

function isPlace(place: unknown, doc: Y.Doc): boolean {
  try {
    // null, for a place that is not known here yet, is something that the plugin bears.
    Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), doc);
    return true;
  } catch {
    return false;
  }
}
