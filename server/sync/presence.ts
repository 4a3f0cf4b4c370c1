import type { PersonId } from '#shared/ids.ts';
import { type AwarenessEntry, LIMITS, readAwareness } from '#shared/protocol/protocol.ts';

/** A connection, as far as presence knows it. */
export interface Present {
  readonly person: { readonly id: PersonId; readonly name: string };
}

/** Stock clients repeat what they hear of everyone: a frame holds as many entries as people are here. */
const ENTRIES = 2_000;
/** A client that just left may still be named by a late echo: its id is nobody else's for so long. */
const ECHO_MS = 60_000;
/** States in a second that one connection may set; what is beyond waits for the next one. */
const PER_SECOND = 30;
const COLOUR = /^#[0-9a-f]{6}$/i;
const COLOURS = [
  '#b4532a',
  '#2f6f4f',
  '#2b5f8a',
  '#7a4b94',
  '#8a6d1f',
  '#a33b5b',
  '#3a6b70',
  '#5c5f23',
];

interface Seat {
  readonly clientId: number;
  entry: AwarenessEntry | undefined;
  second: number;
  countInSecond: number;
}

/**
 * Who is in a room and where their carets are. Nothing is passed on as it came: one connection speaks
 * for one client id, under the name of its session. Clocks are the room's own and only grow, also
 * over restarts, so that a client that comes back is seen at once.
 */
export class Presence<Peer extends Present> {
  readonly #seats = new Map<Peer, Seat>();
  readonly #holders = new Map<number, Peer>();
  readonly #left = new Map<number, { readonly personId: PersonId; readonly at: number }>();
  readonly #belongsToOther: (clientId: number, personId: PersonId) => boolean;
  #changed = new Map<number, AwarenessEntry>();
  #clock = 0;

  /** `belongsToOther`: whether somebody else has written under this client id. */
  constructor(belongsToOther: (clientId: number, personId: PersonId) => boolean) {
    this.#belongsToOther = belongsToOther;
  }

  /**
   * Takes from a peer's frame what it says of itself and nothing else. False when the frame cannot
   * be read.
   */
  hear(peer: Peer, states: Uint8Array, now: number): boolean {
    const entries = readAwareness(states, ENTRIES);
    if (!entries) return false;
    for (const entry of entries) {
      if (entry.clientId > LIMITS.clientId) continue;
      const seat = this.#seats.get(peer) ?? this.#takeSeat(peer, entry, now);
      if (seat?.clientId === entry.clientId)
        this.#say({ person: peer.person, seat, json: entry.json }, now);
    }
    return true;
  }

  /** The peer is gone, and its caret with it. */
  leave(peer: Peer, now: number): void {
    const seat = this.#seats.get(peer);
    if (!seat) return;
    this.#seats.delete(peer);
    this.#holders.delete(seat.clientId);
    this.#left.set(seat.clientId, { personId: peer.person.id, at: now });
    if (seat.entry) this.#announce(seat, 'null', now);
  }

  /** What changed since this was last called, the newest of each client. */
  takeChanged(): readonly AwarenessEntry[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  hasChanged(): boolean {
    return this.#changed.size > 0;
  }

  /** Everyone that a peer should see: all but itself. */
  othersOf(peer: Peer): readonly AwarenessEntry[] {
    const entries: AwarenessEntry[] = [];
    for (const [other, { entry }] of this.#seats) if (other !== peer && entry) entries.push(entry);
    return entries;
  }

  clientIdOf(peer: Peer): number | undefined {
    return this.#seats.get(peer)?.clientId;
  }

  #takeSeat(peer: Peer, { clientId, json }: AwarenessEntry, now: number): Seat | undefined {
    if (json === 'null' || this.#belongsToOther(clientId, peer.person.id)) return undefined;
    const holder = this.#holders.get(clientId);
    // The same client on a new connection, its old one not yet known to be dead.
    if (holder && holder.person.id !== peer.person.id) return undefined;
    if (holder) this.#seats.delete(holder);
    if (!holder && this.#isEcho(clientId, peer, now)) return undefined;
    const seat = { clientId, entry: undefined, second: 0, countInSecond: 0 };
    this.#seats.set(peer, seat);
    this.#holders.set(clientId, peer);
    return seat;
  }

  /** A client id that left a moment ago comes back only with the person who had it. */
  #isEcho(clientId: number, peer: Peer, now: number): boolean {
    for (const [gone, { at }] of this.#left) if (now - at > ECHO_MS) this.#left.delete(gone);
    const left = this.#left.get(clientId);
    return left !== undefined && left.personId !== peer.person.id;
  }

  #say(
    { person, seat, json }: { person: Present['person']; seat: Seat; json: string },
    now: number,
  ): void {
    const second = Math.floor(now / 1000);
    if (seat.second !== second) {
      seat.second = second;
      seat.countInSecond = 0;
    }
    seat.countInSecond += 1;
    if (seat.countInSecond > PER_SECOND) return;
    const state = rewritten(json, person);
    if (state === undefined) return;
    this.#announce(seat, state, now);
  }

  #announce(seat: Seat, json: string, now: number): void {
    this.#clock = Math.max(this.#clock + 1, now);
    const entry = { clientId: seat.clientId, clock: this.#clock, json };
    seat.entry = json === 'null' ? undefined : entry;
    this.#changed.set(seat.clientId, entry);
  }
}

/** The state with the session's name in it; undefined when it is no JSON object or too large. */
function rewritten(json: string, person: Present['person']): string | undefined {
  if (json === 'null') return json;
  // Before it is read: nobody makes the server parse megabytes.
  if (Buffer.byteLength(json) > LIMITS.awareness) return undefined;
  const state = parsed(json);
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return undefined;
  const user = { id: person.id, name: person.name, color: colourOf(state, person.id) };
  const text = JSON.stringify({ ...state, user });
  // It may be longer now, and not by the name alone: of 1e20 become 21 digits.
  return Buffer.byteLength(text) <= LIMITS.awareness ? text : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not JSON: `rewritten` refuses it.
    return undefined;
  }
}

/** The colour that the client chose, if it is one; else one that is always this person's. */
function colourOf(state: object, personId: PersonId): string {
  const user: unknown = 'user' in state ? state.user : undefined;
  const chosen: unknown =
    typeof user === 'object' && user !== null && 'color' in user ? user.color : undefined;
  if (typeof chosen === 'string' && COLOUR.test(chosen)) return chosen;
  let sum = 0;
  for (const char of personId) sum = (sum * 31 + char.charCodeAt(0)) % 65_521;
  return COLOURS[sum % COLOURS.length] ?? '#b4532a';
}
