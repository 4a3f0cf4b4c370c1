/** A program of ours as a child of this one: signals go on to it, and neither outlives the other. */
import { spawn } from 'node:child_process';

/** How often we look whether our own parent is still there. */
const PARENT_LOOK_MS = 500;

/**
 * Runs a built program with Node until it ends; resolves with its exit code. `stdin` is a pipe whose
 * end tells the child that we are gone, or the terminal's.
 */
export function runChild(args, { stdin = 'inherit', env = process.env, cwd = process.cwd() } = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    stdio: [stdin, 'inherit', 'inherit'],
    env,
    cwd,
  });
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => pass('SIGTERM'));

  // npm neither forwards SIGTERM nor waits: when it is gone, so must be what it started.
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) pass('SIGTERM');
  }, PARENT_LOOK_MS);

  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(look);
      resolve(code ?? (signal === null ? 0 : 1));
    });
  });
}
