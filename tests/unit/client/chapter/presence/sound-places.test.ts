import { expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { withSoundPlaces } from '#client/chapter/presence/sound-places.ts';
import { NO_PLACES } from '#tests/hostile/no-places.ts';

it('[W14] shows who is somewhere and who says nothing, and nobody who is nowhere', () => {
  const doc = new Y.Doc();
  const text = doc.getXmlFragment('default');
  text.insert(0, [new Y.XmlElement('paragraph')]);
  const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 0));
  const awareness = new Awareness(doc);
  const seen = withSoundPlaces(awareness);
  for (const [index, cursor] of NO_PLACES.entries()) awareness.states.set(100 + index, { cursor });
  awareness.states.set(1, { cursor: { anchor: place, head: place } });
  awareness.states.set(2, { cursor: null });
  seen.setLocalStateField('user', { name: 'Me' });
  expect([...seen.getStates().keys()].sort()).toEqual([1, 2, doc.clientID].sort());
  expect(awareness.getLocalState()).toEqual({ user: { name: 'Me' } });
  awareness.destroy();
});
