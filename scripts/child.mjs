/** Programs of ours as children of this one: signals go on to them, and neither outlives the other. */
import { spawn } from 'node:child_process';

/** How often we look whether our own parent is still there. */
const PARENT_LOOK_MS = 500;

/**
 * Starts a built program with Node. With `stdin: 'pipe'` it can tell from the end of its standard
 * input that we are gone. `ended` resolves with its exit code; `stop` asks it to end and waits.
 */
export function spawnChild(args, { stdin = 'inherit', env = process.env } = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    stdio: [stdin, 'inherit', 'inherit'],
    env,
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
  return {
    ended,
    signal: (name) => child.kill(name),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Runs a built program to its end, passing signals on; resolves with its exit code. */
export async function runChild(args, options) {
  const child = spawnChild(args, options);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
    process.on(signal, () => child.signal('SIGTERM'));

  const forget = onParentGone(() => child.signal('SIGTERM'));
  try {
    return await child.ended;
  } finally {
    forget();
  }
}

/**
 * Calls `act` when whoever started this program is gone: npm neither forwards SIGTERM nor waits, and
 * what it started must not outlive it. Returns how to stop looking.
 */
export function onParentGone(act) {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) act();
  }, PARENT_LOOK_MS);
  return () => clearInterval(look);
}
