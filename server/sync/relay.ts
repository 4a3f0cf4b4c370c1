import * as Y from 'yjs';
import { writeAwareness, writeFrame } from '#shared/protocol/protocol.ts';
import { type LogRow, lastSequence, updatesOf } from './chapter-log.ts';
import type { Journal } from './journal.ts';
import type { Peer } from './peer.ts';
import type { Presence } from './presence.ts';
import type { CommittedRow } from './rows-of.ts';
import type { Writing } from './writing.ts';

const NOTHING = new Uint8Array([0, 0]);

/** What an open room speaks from. */
export interface Voice {
  readonly journal: Journal<Peer>;
  readonly writing: Writing;
  readonly presence: Presence<Peer>;
}

/**
 * Sends a peer the chapter: what we would like from it, then the text, and a step 2 last, so that
 * its `synced` means complete. Only what is on disk is sent. Throws for an unreadable state vector.
 */
export function sendChapter(voice: Voice, peer: Peer, stateVector: Uint8Array): void {
  const { journal, writing, presence } = voice;
  const frames: Uint8Array[] = [];
  if (peer.wantsAcknowledgements) frames.push(acknowledgement(journal, peer));
  // Not on disk yet is all right here: the answer's own acknowledgement waits for it.
  if (peer.rights === 'write')
    frames.push(writeFrame({ kind: 'step1', stateVector: writing.text.stateVector() }));
  const isFirstVisit = Y.decodeStateVector(stateVector).size === 0;
  // The document is ahead of the disk while something is being committed; the stored bytes never are.
  if (journal.isCommitted && !isFirstVisit)
    frames.push(writeFrame({ kind: 'step2', update: writing.text.missingFrom(stateVector) }));
  else frames.push(...updateFrames(journal), writeFrame({ kind: 'step2', update: NOTHING }));
  peer.hasJoined = true;
  peer.sentSequence = lastSequence(journal.log);
  peer.sendChapter(frames);
  sendPresence(presence, peer);
  if (peer.rights === 'read-until-reload') peer.refuse('old-schema');
  else if (peer.rights === 'read' && peer.wantsAcknowledgements) peer.refuse('read-only');
}

function updateFrames(journal: Journal<Peer>): Uint8Array[] {
  return updatesOf(journal.log).map((update) => writeFrame({ kind: 'update', update }));
}

/** Passes committed rows on to everyone who is not behind, and acknowledges them to their senders. */
export function relay(
  voice: Voice,
  peers: Iterable<Peer>,
  rows: readonly CommittedRow<Peer>[],
): void {
  const framed = rows.map((row) => ({
    row,
    frame: writeFrame({ kind: 'update', update: row.bytes }),
  }));
  for (const peer of peers) {
    if (!peer.hasJoined || peer.isBehind) continue;
    const firstSequence = rows[0]?.sequence ?? 0;
    // It was behind a moment ago and lacks what came then.
    if (peer.sentSequence < firstSequence - 1) {
      catchUp(voice, peer);
      continue;
    }
    const frames: Uint8Array[] = framed
      .filter(({ row }) => row.sender !== peer)
      .map(({ frame }) => frame);
    if (peer.receipts.committed(voice.journal.committedTicket) !== undefined)
      if (peer.wantsAcknowledgements) frames.push(acknowledgement(voice.journal, peer));
    peer.sentSequence = rows.at(-1)?.sequence ?? peer.sentSequence;
    peer.send(frames);
  }
}

/** Sends a peer that was behind what it missed: the rows since, or the chapter if they are gone. */
export function catchUp(voice: Voice, peer: Peer): void {
  const { journal } = voice;
  const { snapshot, tail } = journal.log;
  peer.receipts.committed(journal.committedTicket);
  const missed: readonly LogRow[] = tail.filter(({ sequence }) => sequence > peer.sentSequence);
  const frames =
    peer.sentSequence < snapshot.sequence
      ? updateFrames(journal)
      : missed.map(({ bytes }) => writeFrame({ kind: 'update', update: bytes }));
  if (peer.wantsAcknowledgements) frames.push(acknowledgement(journal, peer));
  peer.sentSequence = lastSequence(journal.log);
  peer.sendChapter(frames);
}

/** Acknowledges what needed no commit of its own: an empty step 2, words that were known. */
export function acknowledgeKnown({ journal }: Voice, peer: Peer): void {
  if (peer.receipts.committed(journal.committedTicket) === undefined) return;
  if (peer.wantsAcknowledgements) peer.send([acknowledgement(journal, peer)]);
}

function acknowledgement(journal: Journal<Peer>, peer: Peer): Uint8Array {
  return writeFrame({
    kind: 'acknowledgement',
    count: peer.receipts.acknowledged,
    stateVector: journal.stateVector,
    sequence: lastSequence(journal.log),
    epoch: journal.log.epoch,
  });
}

/** Tells a peer who else is here. */
export function sendPresence(presence: Presence<Peer>, peer: Peer): void {
  const others = presence.othersOf(peer);
  if (others.length > 0)
    peer.send([writeFrame({ kind: 'awareness', states: writeAwareness(others) })]);
}

/** Tells everyone who moved, came or left; a peer never hears of itself. */
export function relayPresence(presence: Presence<Peer>, peers: Iterable<Peer>): void {
  const changed = presence.takeChanged();
  if (changed.length === 0) return;
  const forAll = writeFrame({ kind: 'awareness', states: writeAwareness(changed) });
  for (const peer of peers) {
    if (!peer.hasJoined || peer.isBehind) continue;
    const own = presence.clientIdOf(peer);
    const others = changed.filter(({ clientId }) => clientId !== own);
    if (others.length === changed.length) peer.send([forAll]);
    else if (others.length > 0)
      peer.send([writeFrame({ kind: 'awareness', states: writeAwareness(others) })]);
  }
}

/** An awareness frame that says nothing: it keeps a quiet connection from being given up. */
export const KEEP_ALIVE = writeFrame({ kind: 'awareness', states: writeAwareness([]) });
