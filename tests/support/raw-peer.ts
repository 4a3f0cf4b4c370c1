import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { FRAME, type Frame, parseFrame, writeFrame } from '#shared/protocol/protocol.ts';
import { eventually } from './eventually.ts';

/** A bare WebSocket that keeps what it hears. */
export class RawPeer {
  readonly frames: Frame[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<number>;
  closeCode: number | undefined;
  readonly socket: WebSocket;

  constructor(address: string, headers: Record<string, string>) {
    const socket = new WebSocket(address, { headers });
    this.socket = socket;
    socket.on('message', (bytes: Buffer) => this.frames.push(parseFrame(new Uint8Array(bytes))));
    socket.on('error', () => undefined);
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code) => {
        this.closeCode = code;
        resolve(code);
      }),
    );
  }

  send(frame: Parameters<typeof writeFrame>[0] | Uint8Array): void {
    this.socket.send(frame instanceof Uint8Array ? frame : writeFrame(frame));
  }

  /** Asks for the chapter and resolves when it is there, as a document. */
  async join(doc = new Y.Doc()): Promise<Y.Doc> {
    await this.opened;
    const from = this.frames.length;
    this.send({ kind: 'step1', stateVector: Y.encodeStateVector(doc) });
    await eventually('the chapter has come', () =>
      this.frames.slice(from).some(({ kind }) => kind === 'step2'),
    );
    for (const frame of this.frames.slice(from))
      if (frame.kind === 'update' || frame.kind === 'step2') Y.applyUpdate(doc, frame.update);
    return doc;
  }

  of<Kind extends Frame['kind']>(kind: Kind): Extract<Frame, { kind: Kind }>[] {
    return this.frames.filter(
      (frame): frame is Extract<Frame, { kind: Kind }> => frame.kind === kind,
    );
  }

  /** Whether the server still talks to it, once it has taken all that was sent before. */
  async isAnswered(): Promise<boolean> {
    const answer = new Promise<boolean>((resolve) => {
      const listen = (bytes: Buffer): void => {
        if (bytes[0] !== FRAME.awareness) return;
        this.socket.off('message', listen);
        resolve(true);
      };
      this.socket.on('message', listen);
    });
    this.send({ kind: 'query-awareness' });
    return Promise.race([answer, this.closed.then(() => false)]);
  }

  /** How many messages are acknowledged. */
  get acknowledged(): number {
    return this.of('acknowledgement').at(-1)?.count ?? 0;
  }

  async hears(kind: Frame['kind'], count = 1): Promise<void> {
    await eventually(`${count} × ${kind} came`, () => this.of(kind as 'step1').length >= count);
  }

  cut(): void {
    this.socket.terminate();
  }
}

/** Opens a socket and tells how it went: the HTTP status that refused it, or the code that closed it. */
export function fateOf(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, { headers });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.once('close', resolve);
    socket.once('error', reject);
  });
}
