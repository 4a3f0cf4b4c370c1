/**
 * `npm run bench [-- --only NAME] [-- --json FILE]`: the benchmarks one after the other, each figure
 * beside its goal. A figure over its goal is printed as it is; nothing fails.
 */
import { cpus, totalmem } from 'node:os';
import { assets } from './bench/assets.ts';
import type { Benchmark, Figure } from './bench/figure.ts';
import { figuresFile } from './bench/figures-file.ts';
import { history } from './bench/history.ts';
import { keys } from './bench/keys.ts';
import { open } from './bench/open.ts';
import { paste } from './bench/paste.ts';
import { pdf } from './bench/pdf.ts';
import { start } from './bench/start.ts';
import { sync } from './bench/sync.ts';
import { chosenOf, runTyped, typedOptions } from './typed-options.ts';

const BENCHMARKS: readonly Benchmark[] = [start, assets, open, keys, paste, history, pdf, sync];

await runTyped(async () => {
  const typed = typedOptions(['only', 'json']);
  const chosen = chosenOf('benchmark', BENCHMARKS, typed.only).filter(
    ({ isByNameOnly }) => typed.only !== undefined || isByNameOnly !== true,
  );
  const file = typed.json === undefined ? undefined : await figuresFile(typed.json);
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
  console.log(machine);
  const figures: (Figure & { readonly benchmark: string })[] = [];
  for (const benchmark of chosen) {
    console.log(`\n== ${benchmark.name}`);
    for (const figure of await benchmark.run()) {
      figures.push({ benchmark: benchmark.name, ...figure });
      console.log(line(figure));
    }
  }
  await file?.write({ machine, at: new Date().toISOString(), figures });
});

function line(figure: Figure): string {
  const value = `${figure.value.toFixed(figure.value < 10 ? 2 : 0)} ${figure.unit}`.padStart(16);
  if (figure.under === undefined) return `${value}        ${figure.what}`;
  const verdict = figure.value < figure.under ? 'ok   ' : 'SHORT';
  return `${value}  ${verdict} ${figure.what}; goal under ${figure.under} ${figure.unit}`;
}
