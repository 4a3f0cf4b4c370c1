import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

/**
 * The same awareness, in which nobody is where there is no place. Where somebody's caret stands is what
 * their program says of it; the editor's plugin looks each place up at every change, and throws, and so
 * takes no change at all, for one that this text does not have.
 */
export function withSoundPlaces(awareness: Awareness): Awareness {
  const sound: Awareness = Object.create(awareness, {
    getStates: {
      value: () =>
        new Map([...awareness.getStates()].filter(([, state]) => isSound(state, awareness.doc))),
    },
  });
  return sound;
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
