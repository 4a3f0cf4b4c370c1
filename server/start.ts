import { newSecret } from '#shared/ids.ts';
import { commandRoute, runCommand, type Typed } from './commands/commands.ts';
import { compose } from './compose.ts';
import type { Config } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { heldError, type Lock, takeLock } from './lib/lock.ts';
import { createLogger } from './lib/logger.ts';
import { systemRandom } from './lib/random.ts';
import { listen, stopListening } from './listen.ts';

/** How long a starting server waits for the one before it to let the data folder go. */
const LOCK_WAIT_MS = 10_000;
/** How long running requests may take once the server stops. */
const GRACE_MS = 2_000;

/** A server that answers. */
export interface Running {
  /** Where browsers find it. */
  readonly url: string;
  /** The one-time link that makes the first owner; undefined when there is one. */
  readonly setUpLink: string | undefined;
  /** Ends it: what was acknowledged is on disk when this resolves. */
  stop(): Promise<void>;
}

/** Takes the data folder, opens it and listens. @throws StartError when one of these cannot be done. */
export async function start(config: Config): Promise<Running> {
  const lock = await takeLock(config.dataDir, LOCK_WAIT_MS);
  if (!lock) throw heldError(config.dataDir);
  try {
    return await open(config, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function open(config: Config, lock: Lock): Promise<Running> {
  const origins: string[] = [];
  const product = await compose({
    config,
    clock: systemClock,
    random: systemRandom,
    logger: createLogger(config.logLevel),
    origins: () => origins,
  });
  try {
    await product.begin();
    const secret = newSecret(systemRandom);
    const run = (typed: Typed) => runCommand(product, typed);
    const listener = commandRoute({ secret, run }, product.listener);
    const answering = { listener, upgrade: product.upgrade };
    const { server, port, addresses } = await listen(answering, config);
    const { local, named } = addresses;
    const url = config.publicUrl ?? named;
    const hosts = ['localhost', '127.0.0.1', '[::1]'];
    origins.push(url, named, local, ...hosts.map((host) => `http://${host}:${port}`));
    lock.announce(local, secret);
    const setUp = await product.people.newSetUpSecret();
    return {
      url,
      setUpLink: setUp === undefined ? undefined : `${url}/set-up?secret=${setUp}`,
      stop: async () => {
        const stopped = stopListening(server, GRACE_MS);
        await product.close();
        await stopped;
        lock.release();
      },
    };
  } catch (error) {
    await product.close();
    throw error;
  }
}
