import { Duplex } from 'node:stream';

/** A connection that can be made to take nothing more, as one whose other end does not read. */
export interface HeldLine {
  /** What the server is given in place of the connection. */
  readonly stream: Duplex;
  /** What waits to be sent, in bytes. */
  readonly waitingBytes: number;
  /** Lets nothing through from now on; what the server sends waits with it, from the first byte. */
  hold(): void;
  release(): void;
}

/** Stands between a server and a connection, whose own buffers would take megabytes first. */
export function heldLine(connection: Duplex): HeldLine {
  let isHeld = false;
  let next: (() => void) | undefined;
  const stream = new Duplex({
    read: () => void connection.resume(),
    write: (bytes: Uint8Array, _encoding, done) => {
      const pass = () => void connection.write(bytes, done);
      if (isHeld) next = pass;
      else pass();
    },
    final: (done) => void connection.end(done),
    destroy: (error, done) => {
      connection.destroy();
      done(error);
    },
  });
  connection.on('data', (bytes: Uint8Array) => {
    if (!stream.push(bytes)) connection.pause();
  });
  connection.on('end', () => stream.push(null));
  connection.on('error', (error) => stream.destroy(error));
  connection.on('close', () => stream.destroy());
  return {
    stream,
    get waitingBytes() {
      return stream.writableLength;
    },
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      next?.();
      next = undefined;
    },
  };
}
