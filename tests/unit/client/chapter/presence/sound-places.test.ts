import { expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
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

it('tells of one’s own caret only where there is another’s to draw, and of others always', () => {
  const awareness = new Awareness(new Y.Doc());
  const told: unknown[] = [];
  const listener = (_changes: unknown, origin: unknown) => void told.push(origin);
  const seen = withSoundPlaces(awareness);
  seen.on('change', listener);
  awareness.setLocalStateField('cursor', { anchor: 1, head: 1 });
  expect(told).toEqual([]);
  const other = new Awareness(new Y.Doc());
  other.setLocalStateField('cursor', { anchor: 2, head: 2 });
  const frame = encodeAwarenessUpdate(other, [other.clientID]);
  applyAwarenessUpdate(awareness, frame, 'the server');
  awareness.setLocalStateField('cursor', { anchor: 3, head: 3 });
  expect(told).toEqual(['the server', 'local']);
  seen.off('change', listener);
  awareness.setLocalStateField('cursor', { anchor: 4, head: 4 });
  expect(told).toHaveLength(2);
  awareness.destroy();
  other.destroy();
});
