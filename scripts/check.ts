/** `npm run check`: every gate in turn, its time, and what to mend. Exit code 0 only when all pass. */
import { GATES } from './gates.ts';

let failedCount = 0;
for (const gate of GATES) {
  const startedAt = performance.now();
  const verdict = await gate.run(process.cwd());
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${verdict.isPassed ? 'pass' : 'FAIL'}  ${gate.name}  ${seconds} s`);
  if (verdict.isPassed) continue;
  failedCount += 1;
  console.log(verdict.output.trimEnd());
}
console.log(`${GATES.length - failedCount} passed, ${failedCount} failed, 0 skipped`);
process.exitCode = failedCount === 0 ? 0 : 1;
