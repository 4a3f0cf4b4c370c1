/** `npm start`: installs and builds what is missing or stale, then runs the server until told to stop. */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { ensureBuild, ensurePackages, ROOT } from './prepare.mjs';

try {
  await ensurePackages();
  await ensureBuild();
  const main = join(ROOT, 'dist/server/main.js');
  process.exitCode = await runChild([main, '--stop-with-parent'], { stdin: 'pipe' });
} catch (error) {
  console.error(`Commonbook could not be started: ${error.message}`);
  process.exitCode = 1;
}
