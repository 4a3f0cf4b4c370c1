import { AppError } from '#shared/errors.ts';
import type { Peer } from './peer.ts';

/** In ms: far longer than a disk that works needs. Then others go on, and the change is not made. */
const STILL_AT_MOST = 5_000;
const TOO_LONG = 'Nothing was changed: the text could not be kept in time. Try again in a moment.';

/** Lets a room stand still while a change of exactly the text that is there is being prepared. */
export class Stillness {
  readonly #peers: ReadonlySet<Peer>;
  #current: { readonly ended: Promise<void> } | undefined;

  /** Of a room with these peers. */
  constructor(peers: ReadonlySet<Peer>) {
    this.#peers = peers;
  }

  /** Somebody came in: they wait as well. */
  entered(peer: Peer): void {
    if (this.#current) peer.hold('still');
  }

  /** Runs `change` when nobody prepares one: at once, or in the moment in which the last has ended. */
  async outside<Result>(change: () => Promise<Result>): Promise<Result> {
    // Of several who waited one may begin anew before the next goes on.
    while (this.#current) await this.#current.ended;
    return change();
  }

  /**
   * Runs `prepare` while peers' frames stay unread and other edits wait, and `change` in the moment in
   * which that ends. One after the other. `prepare` must not itself edit the chapter.
   */
  change<Prepared, Result>(
    prepare: () => Promise<Prepared>,
    change: (prepared: Prepared) => Promise<Result>,
  ): Promise<Result> {
    return this.outside(() => this.#changeNow(prepare, change));
  }

  async #changeNow<Prepared, Result>(
    prepare: () => Promise<Prepared>,
    change: (prepared: Prepared) => Promise<Result>,
  ): Promise<Result> {
    const { isOver, end } = this.#begin();
    const deadline = setTimeout(end, STILL_AT_MOST);
    try {
      const prepared = await prepare();
      if (isOver()) throw new AppError('unavailable', TOO_LONG);
      // Not awaited: it changes the text at once, and nobody needs to wait until that is on disk.
      return change(prepared);
    } finally {
      clearTimeout(deadline);
      end();
    }
  }

  #begin(): { readonly isOver: () => boolean; readonly end: () => void } {
    let resolve = (): void => undefined;
    const current = { ended: new Promise<void>((done) => (resolve = done)) };
    this.#current = current;
    for (const peer of this.#peers) peer.hold('still');
    const isOver = () => this.#current !== current;
    const end = () => {
      if (isOver()) return;
      this.#current = undefined;
      resolve();
      for (const peer of [...this.#peers]) peer.release('still');
    };
    return { isOver, end };
  }
}
