import { expect, it } from 'vitest';
import { createQueue } from '#server/lib/queue.ts';

/** A promise that the test settles. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

it('runs the tasks of one key one at a time, in order', async () => {
  const queue = createQueue<string>();
  const first = gate();
  const seen: string[] = [];
  const one = queue.run('a', async () => {
    seen.push('one begins');
    await first.opened;
    seen.push('one ends');
  });
  const two = queue.run('a', async () => {
    seen.push('two');
  });
  first.open();
  await Promise.all([one, two]);
  expect(seen).toEqual(['one begins', 'one ends', 'two']);
});

it('lets another key run while one waits', async () => {
  const queue = createQueue<string>();
  const first = gate();
  const one = queue.run('a', () => first.opened);
  await expect(queue.run('b', async () => 'b')).resolves.toBe('b');
  expect(queue.isBusy('a')).toBe(true);
  expect(queue.isBusy('b')).toBe(false);
  first.open();
  await one;
});

it('goes on after a task that fails, and tells only its caller', async () => {
  const queue = createQueue<number>();
  const failing = queue.run(1, async () => {
    throw new RangeError('no');
  });
  const next = queue.run(1, async () => 'yes');
  await expect(failing).rejects.toThrow(RangeError);
  await expect(next).resolves.toBe('yes');
});

it('is idle only when tasks added meanwhile have ended too', async () => {
  const queue = createQueue<number>();
  const seen: string[] = [];
  void queue.run(1, async () => {
    void queue.run(2, async () => {
      await Promise.resolve();
      seen.push('later');
    });
  });
  await queue.idle();
  expect(seen).toEqual(['later']);
});
