/**
 * How many sync messages of one connection are safe on disk, counted from its first. Each message
 * that was taken waits for the commit that holds it; one that was refused leaves a hole, and nothing
 * after it counts until the peer sends a complete step 2, which repeats whatever it still holds.
 */
export class Receipts {
  #received = 0;
  #acknowledged = 0;
  #hasHole = false;
  /** Messages in order with the commit that each waits for; empty behind a hole. */
  #waiting: { readonly count: number; readonly ticket: number }[] = [];

  /** The next message was taken; `ticket` numbers the room's accepted change that it waits for. */
  take(ticket: number): void {
    this.#received += 1;
    if (!this.#hasHole) this.#waiting.push({ count: this.#received, ticket });
  }

  /** The next message is a step 2 that was taken: what was refused before it has come again with it. */
  takeComplete(ticket: number): void {
    this.#hasHole = false;
    this.take(ticket);
  }

  /** The next message was not taken. */
  refuse(): void {
    this.#received += 1;
    this.#hasHole = true;
  }

  /** Everything up to `ticket` is on disk: how many messages may be acknowledged, if that grew. */
  committed(ticket: number): number | undefined {
    let done = this.#acknowledged;
    let passed = 0;
    for (const { count, ticket: own } of this.#waiting) {
      if (own > ticket) break;
      done = count;
      passed += 1;
    }
    if (passed === 0) return undefined;
    this.#waiting = this.#waiting.slice(passed);
    this.#acknowledged = done;
    return done;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }
}
