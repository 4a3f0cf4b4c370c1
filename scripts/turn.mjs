/**
 * One at a time over several processes: `npm start` twice at once must not install twice at once.
 * Plain JavaScript without dependencies, since nothing may be installed yet.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_MS = 100;

/**
 * Runs `task` while no other process is inside a turn of the same `file`, which holds the process's
 * number meanwhile. Waits as long as that process lives; what a killed one left is no hindrance.
 */
export async function inTurn(file, task) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) await wait(LOOK_MS);
  try {
    return await task();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = holderOf(file);
  if (holder !== undefined && !isAlive(holder)) putAside(file, holder);
  return false;
}

/** Of several who find a dead holder's file only one moves it away; a live one's is put back. */
function putAside(file, dead) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (holderOf(aside) === dead) rmSync(aside);
    else renameSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Undefined while it is being written, or when it has just gone. */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
