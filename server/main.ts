/** What `npm start` runs in the end: reads the environment, starts, and stops when it is told to. */
import { readConfig } from './config.ts';
import { StartError } from './lib/start-error.ts';
import { type Running, start } from './start.ts';

/** Within the ten seconds that are promised; what is then still open has lost nothing acknowledged. */
const STOP_DEADLINE_MS = 9_000;

// Databases, secrets, backups: nobody else on this machine reads them.
process.umask(0o077);
try {
  const running = await start(readConfig(process.env));
  stopWhenTold(running);
  if (running.setUpLink !== undefined)
    console.log(`Make yourself the owner, once, at ${running.setUpLink}`);
  console.log(`Commonbook is ready at ${running.url}`);
} catch (error) {
  // A line for the operator, or a bug with its stack; in both cases nothing was started.
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

function stopWhenTold(running: Running): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      console.error('Commonbook did not stop in time and ends now.');
      process.exit(1);
    }, STOP_DEADLINE_MS).unref();
    try {
      await running.stop();
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // scripts/start.mjs holds the other end of this pipe: when it is gone, however it went, we go.
  if (process.argv.includes('--stop-with-parent')) process.stdin.on('end', stop).resume();
}
