/**
 * Sync of one room, ours and other servers' in turn in one run, under the same load from the same
 * clients. They promise different things when a word is passed on: ours that it is on disk. By name
 * only: it installs the others first.
 */
import { loadavg } from 'node:os';
import { type Contending, contenders, ensureOthers } from './contenders.ts';
import { type Benchmark, type Figure, median, percentile } from './figure.ts';
import { fanOut, throughput } from './load.ts';

const ROUNDS = 3;
const TYPING_MS = 8_000;
const WRITING_MS = 4_000;

interface Round {
  readonly p50: number;
  readonly p95: number;
  readonly cpu: number;
  readonly perSecond: number;
}

export const sync: Benchmark = {
  name: 'sync',
  isByNameOnly: true,
  run: async () => {
    ensureOthers();
    const all = contenders();
    for (const { name, promise } of all)
      console.log(`${name} passes a word on when it is ${promise}`);
    const rounds = new Map<string, Round[]>(all.map(({ name }) => [name, []]));
    console.log(`load average before: ${loadavg()[0]?.toFixed(1)}`);
    const generator = process.cpuUsage();
    const startedAt = performance.now();
    for (let round = 0; round < ROUNDS; round += 1)
      // A B C, C B A, …: whatever the machine does meanwhile, it does to all of them.
      for (const one of round % 2 === 0 ? all : all.toReversed())
        rounds.get(one.name)?.push(await measure(one));
    const { user, system } = process.cpuUsage(generator);
    const generatorCpu = (user + system) / 10 / (performance.now() - startedAt);
    return [...figures(all, rounds), generatorFigure(generatorCpu)];
  },
};

async function measure(contending: Contending): Promise<Round> {
  const server = await contending.start();
  try {
    const { latencies, cpu } = await fanOut(await server.newRoom(), server.pid, TYPING_MS);
    const perSecond = await throughput(await server.newRoom(), WRITING_MS);
    const [p50, p95] = [percentile(latencies, 0.5), percentile(latencies, 0.95)];
    console.log(
      `  ${contending.name}: ${p50.toFixed(1)} / ${p95.toFixed(1)} ms, ${cpu.toFixed(0)} % CPU, ${perSecond.toFixed(0)} changes/s`,
    );
    return { p50, p95, cpu, perSecond };
  } finally {
    await server.stop();
  }
}

const MEASURES = [
  { key: 'p50', what: '50 in a room, 10 of them type: key to another, p50', unit: 'ms' },
  { key: 'p95', what: 'the same, p95', unit: 'ms' },
  { key: 'cpu', what: 'the same, of the server', unit: '% of a core' },
  { key: 'perSecond', what: '4 writers, each 2,000 ahead at most', unit: 'changes/s' },
] as const satisfies readonly { key: keyof Round; what: string; unit: Figure['unit'] }[];

/** Of each measure: the median of each server, and ours divided by each of theirs. */
function figures(
  [ours, ...others]: readonly [Contending, ...Contending[]],
  rounds: ReadonlyMap<string, readonly Round[]>,
): Figure[] {
  return MEASURES.flatMap(({ key, what, unit }) => {
    const medianOf = ({ name }: Contending) =>
      median((rounds.get(name) ?? []).map((round) => round[key]));
    return [
      { what: `${what}: ${ours.name}`, value: medianOf(ours), unit },
      ...others.flatMap((other): Figure[] => [
        { what: `${what}: ${other.name}`, value: medianOf(other), unit },
        { what: `  ours / ${other.name}`, value: medianOf(ours) / medianOf(other), unit: '×' },
      ]),
    ];
  });
}

/** Above this the figures say as much of the clients as of the servers. */
function generatorFigure(value: number): Figure {
  return { what: 'the clients, over the whole run', value, unit: '% of a core', under: 70 };
}
