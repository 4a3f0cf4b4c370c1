import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock, Millis } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { createQueue } from '#server/lib/queue.ts';
import { type Actor, type AskedAction, OPERATOR, type Resource } from '#server/people/people.ts';
import type { PersonId } from '#shared/ids.ts';
import { CLOSE, type CloseCode, LIMITS } from '#shared/protocol/protocol.ts';
import { closeSocket, Peer, type Rights } from './peer.ts';
import type { Rooms } from './rooms.ts';
import { admit, refuseUpgrade, type SyncRequest } from './upgrade.ts';

/** Who connects and what they may: asked of people, never decided here. */
export interface Authority {
  actorOf(headers: IncomingMessage['headers']): Promise<Actor>;
  /** The actor as they are now: nobody once their session or token has ended. */
  renew(actor: Actor): Promise<Actor>;
  can(
    actor: Actor,
    asked: { readonly action: AskedAction; readonly resource: Resource },
  ): Promise<boolean>;
}

export interface ConnectionsOptions {
  readonly authority: Authority;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What `Origin` may say. */
  readonly origins: () => readonly string[];
  readonly limits: ConnectionLimits;
}

export interface ConnectionLimits {
  /** Sockets of one server, and of one person. */
  readonly sockets: number;
  readonly perPerson: number;
  /** Rights are asked again this often, in case nobody said that they changed. */
  readonly recheck: Millis;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  sockets: 10_000,
  perPerson: 100,
  recheck: 30_000,
};

interface Connection {
  readonly request: SyncRequest;
  checkedAt: Millis;
}

/** Every open socket: who is on it, and whether they still may be. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.payload,
    // Compression costs memory for each socket and lets a small frame unpack to a large one.
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #sockets = new Set<WebSocket>();
  readonly #peers = new Map<Peer, Connection>();
  /** A peer's rights are asked one question at a time, so that the last answer is the newest. */
  readonly #checks = createQueue<Peer>();
  #isClosing = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Takes over an HTTP upgrade. What goes wrong ends this connection and nothing else. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Without a listener a connection that is reset would end the process.
    stream.on('error', () => stream.destroy());
    const admission = this.#isClosing
      ? ({ kind: 'refused', status: 503 } as const)
      : admit(request, this.#options.origins());
    if (admission.kind === 'refused') {
      refuseUpgrade(stream, admission.status);
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      // Nothing is read before we know who this is: what they send waits in their own network stack.
      socket.pause();
      // The library closes a socket that breaks the protocol; that it did so is all there is to know.
      socket.on('error', () => undefined);
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      this.#connect(socket, stream, { headers: request.headers, asked: admission.request }).catch(
        (error: unknown) => {
          // The database does not answer: the client comes back by itself.
          this.#options.logger.error({ error }, 'a connection could not be made');
          closeSocket(socket, CLOSE.tryLater, 'try again later');
        },
      );
    });
  }

  /** Somebody's rights changed, or everybody's may have: frames wait until they have been asked. */
  rightsChanged(personId?: PersonId): void {
    for (const peer of this.#peers.keys()) {
      if (personId !== undefined && peer.person.id !== personId) continue;
      peer.hold('rights');
      this.#check(peer);
    }
  }

  /** Asks again for those who have not been asked for a while. */
  tick(): void {
    const { clock, limits } = this.#options;
    for (const [peer, connection] of this.#peers) {
      if (clock.now() - connection.checkedAt < limits.recheck) continue;
      connection.checkedAt = clock.now();
      this.#check(peer);
    }
  }

  /** Takes no more connections. */
  stop(): void {
    this.#isClosing = true;
  }

  /** Cuts what has not gone by itself. */
  close(): void {
    for (const socket of this.#sockets) closeSocket(socket, CLOSE.restarting, 'restarting');
    this.#server.close();
  }

  async #connect(
    socket: WebSocket,
    stream: Duplex,
    { headers, asked }: { headers: IncomingMessage['headers']; asked: SyncRequest },
  ): Promise<void> {
    const { authority, limits, rooms, clock } = this.#options;
    if (this.#sockets.size > limits.sockets)
      return closeSocket(socket, CLOSE.tooMany, 'too many connections');
    const person = await authority.actorOf(headers);
    if (person.kind !== 'person') return closeSocket(socket, CLOSE.signIn, 'sign in');
    // Somebody else has signed in since, in the same browser: what this page holds is not theirs.
    if (!asked.isOf(person.id)) return closeSocket(socket, CLOSE.signIn, 'sign in again');
    const { wantsAcknowledgements } = asked;
    const now = () => clock.now();
    const peer = new Peer({ socket, stream, person, wantsAcknowledgements, now });
    socket.on('close', () => this.#peers.delete(peer));
    if (this.#countOf(person.id) >= limits.perPerson)
      return peer.close(CLOSE.tooMany, 'too many connections');
    // Known before it is asked about: a right that is taken away meanwhile is asked about again.
    this.#peers.set(peer, { request: asked, checkedAt: now() });
    await this.#checks.run(peer, () => this.#authorise(peer));
    if (peer.isClosed) return;
    await rooms.of(asked.chapterId).join(peer, (epoch) => asked.expects(epoch));
  }

  #countOf(personId: PersonId): number {
    let count = 0;
    for (const { person } of this.#peers.keys()) if (person.id === personId) count += 1;
    return count;
  }

  #check(peer: Peer): void {
    this.#checks
      .run(peer, () => this.#authorise(peer))
      .catch((error: unknown) => {
        // Unknown rights are no rights: the client comes back and is asked anew.
        this.#options.logger.error({ error }, 'rights could not be read');
        peer.close(CLOSE.tryLater, 'try again later');
      });
  }

  async #authorise(peer: Peer): Promise<void> {
    const connection = this.#peers.get(peer);
    if (!connection) return;
    const { authority, rooms } = this.#options;
    const { chapterId, hasOldSchema } = connection.request;
    const actor = await authority.renew(peer.person);
    if (actor.kind !== 'person') return peer.close(CLOSE.signIn, 'sign in');
    const resource = { kind: 'chapter', id: chapterId } as const;
    if (!(await authority.can(actor, { action: 'read', resource })))
      return peer.close(await this.#unseen(peer, resource), 'not for you to see');
    const mayWrite = await authority.can(actor, { action: 'write', resource });
    const rights: Rights = !mayWrite ? 'read' : hasOldSchema ? 'read-until-reload' : 'write';
    const hasChanged = rights !== peer.rights;
    peer.rights = rights;
    peer.release('rights');
    if (hasChanged && peer.hasJoined) rooms.of(chapterId).rightsChanged(peer);
  }

  /** Whoever was in the chapter may know that it is deleted; to anybody else it was never there. */
  async #unseen(peer: Peer, resource: Resource): Promise<CloseCode> {
    if (!peer.hasJoined) return CLOSE.notFound;
    // The operator may see whatever is there.
    const isThere = await this.#options.authority.can(OPERATOR, { action: 'read', resource });
    return isThere ? CLOSE.noLongerAllowed : CLOSE.notFound;
  }
}
