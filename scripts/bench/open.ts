/** From navigation to an editor that takes keys, with an empty cache. */
import { type Benchmark, median, timed } from './figure.ts';
import { sampleBlocks } from './sample-chapter.ts';
import { openWorld, type World } from './world.ts';

const ROUNDS = 5;

export const open: Benchmark = {
  name: 'open',
  run: async () => {
    const world = await openWorld();
    const empty = await world.addChapter('Empty', []);
    const long = await world.addChapter('300 blocks', sampleBlocks(300));
    const figures = [
      {
        what: `empty chapter editable, cold cache (median of ${ROUNDS})`,
        value: await editable(world, empty),
        under: 600,
      },
      {
        what: `300-block chapter editable, cold cache (median of ${ROUNDS})`,
        value: await editable(world, long),
        under: 1000,
      },
    ];
    await world.close();
    return figures.map((figure) => ({ ...figure, unit: 'ms' as const }));
  },
};

async function editable(world: World, chapter: string): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await world.openPage('/robots.txt');
    rounds.push(
      await timed(async () => {
        await page.goto(`/chapters/${chapter}`, { waitUntil: 'commit' });
        await page.locator('.ProseMirror[contenteditable="true"]').waitFor();
      }),
    );
    await page.context().close();
  }
  return median(rounds);
}
