/** What a browser with an empty cache downloads as JavaScript and CSS, as sent (compressed). */
import type { Page } from 'playwright-core';
import type { Benchmark, Figure } from './figure.ts';
import { sampleBlocks } from './sample-chapter.ts';
import { openWorld } from './world.ts';

export const assets: Benchmark = {
  name: 'assets',
  run: async () => {
    const world = await openWorld();
    const chapter = await world.addChapter('Short', sampleBlocks(3));
    const figures: Figure[] = [
      {
        what: 'JavaScript of the home page, signed in',
        ...(await scripts(await world.openPage('/'))),
        under: 260,
      },
      {
        what: 'JavaScript of the chapter editor, shell and all',
        ...(await scripts(await world.openPage(`/chapters/${chapter}`))),
        under: 510,
      },
    ];
    await world.close();
    return figures;
  },
};

async function scripts(page: Page): Promise<{ value: number; unit: 'KB' }> {
  await page.waitForLoadState('networkidle');
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => new URL(entry.name).pathname.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  await page.context().close();
  return { value: bytes / 1024, unit: 'KB' };
}
