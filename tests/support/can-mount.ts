import { execFileSync } from 'node:child_process';

/**
 * Whether this machine lets us make a small disk to fill: Linux, for root, and in a container only where
 * that was allowed.
 */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mayMount();

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    execFileSync('mount', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
