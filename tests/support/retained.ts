/** What this process still holds once all garbage is collected. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Retained {
  readonly heapBytes: number;
  /** Connections, of ours and of others. */
  readonly socketCount: number;
}

/** Collects until what is held does not shrink any more, and measures it. */
export async function retained(): Promise<Retained> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let heapBytes = Number.POSITIVE_INFINITY;
  for (;;) {
    // What is closing ends in turns of the event loop.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    collect();
    const { heapUsed } = process.memoryUsage();
    if (heapUsed >= heapBytes * 0.999) break;
    heapBytes = heapUsed;
  }
  const socketCount = process
    .getActiveResourcesInfo()
    .filter((kind) => kind === 'TCPSocketWrap').length;
  return { heapBytes, socketCount };
}
