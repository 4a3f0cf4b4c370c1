import { afterEach, describe, expect, it } from 'vitest';
import {
  currentToasts,
  dropToast,
  showLasting,
  showToast,
  showUnsaved,
} from '#client/ui/toast-store.ts';

const texts = () => currentToasts().map(({ text }) => text);

describe('toasts', () => {
  afterEach(() => {
    for (const { id } of currentToasts()) dropToast(id);
  });

  it('are three at most, the last ones', () => {
    for (const text of ['1', '2', '3', '4']) showToast(text);
    expect(texts()).toEqual(['2', '3', '4']);
  });

  it('say the same once, for as long as the last of them', () => {
    showToast('Shops was deleted by somebody else.');
    const [first] = currentToasts();
    showToast('Something else.');
    showToast('Shops was deleted by somebody else.');
    expect(texts()).toEqual(['Something else.', 'Shops was deleted by somebody else.']);
    expect(currentToasts().at(-1)?.id).not.toBe(first?.id);
  });

  it('keep each of what can be undone, and what is not saved', () => {
    const nothing = () => undefined;
    showUnsaved('A', { again: nothing, giveUp: nothing });
    for (let time = 0; time < 3; time += 1) showToast('Moved.', nothing);
    showToast('B');
    showToast('A');
    expect(texts()).toEqual(['A', 'Moved.', 'B', 'A']);
  });

  it('say how something stands until it is otherwise, whatever else was done', () => {
    const itIsOver = showLasting('A', { label: 'There', go: () => undefined });
    for (const text of ['1', '2', '3', '4']) showToast(text);
    expect(texts()).toEqual(['A', '2', '3', '4']);
    itIsOver();
    expect(texts()).toEqual(['2', '3', '4']);
  });
});
