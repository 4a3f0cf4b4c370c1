import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, type Stranded } from '#client/ui/autosave.ts';

/** A server that answers when told to, and a field that tells where its text is. */
function world() {
  const asked: string[] = [];
  const states: string[] = [];
  const stranded: Stranded<string>[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const autosave = createAutosave<string>({
    save: (value) => {
      asked.push(value);
      return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
    },
    tell: (state) => states.push(state),
    stranded: (what) => stranded.push(what),
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    autosave,
    asked,
    states,
    stranded,
    answer: async () => {
      answers.shift()?.resolve();
      await settle();
    },
    refuse: async () => {
      answers.shift()?.reject(new Error('The disk is full.'));
      await settle();
    },
    pause: (length: number) => vi.advanceTimersByTimeAsync(length),
  };
}

describe('a field that saves itself', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends once after a pause, the newest value only', async () => {
    const { autosave, asked, pause } = world();
    autosave.change('a');
    autosave.change('ab');
    expect(asked).toEqual([]);
    await pause(1_000);
    expect(asked).toEqual(['ab']);
  });

  it('says saved only after the answer to the value in the field', async () => {
    const { autosave, asked, states, answer } = world();
    autosave.change('a');
    autosave.flush();
    autosave.change('ab');
    await answer();
    expect(states).toEqual(['unsaved', 'saving', 'unsaved', 'saving']);
    expect(asked).toEqual(['a', 'ab']);
    await answer();
    expect(states.at(-1)).toBe('saved');
  });

  it('tries a failed save again until it is through', async () => {
    const { autosave, asked, states, refuse, answer, pause } = world();
    autosave.change('a');
    autosave.flush();
    await refuse();
    expect(states.at(-1)).toBe('failed');
    await pause(5_000);
    expect(asked).toEqual(['a', 'a']);
    await answer();
    expect(states.at(-1)).toBe('saved');
  });

  it('sends what is left when it is closed', () => {
    const { autosave, asked } = world();
    autosave.change('a');
    autosave.close();
    expect(asked).toEqual(['a']);
  });

  it('sends what was typed while an answer is slow, when it is closed meanwhile', async () => {
    const { autosave, asked, stranded, states, answer } = world();
    autosave.change('a');
    autosave.flush();
    autosave.change('ab');
    autosave.close();
    expect(asked).toEqual(['a']);
    await answer();
    expect(asked).toEqual(['a', 'ab']);
    await answer();
    expect(states.at(-1)).toBe('saved');
    expect(stranded).toEqual([]);
  });

  it('sends the newest when an older value fails behind a closed field', async () => {
    const { autosave, asked, stranded, refuse, answer } = world();
    autosave.change('a');
    autosave.flush();
    autosave.change('ab');
    autosave.close();
    await refuse();
    expect(asked).toEqual(['a', 'ab']);
    await answer();
    expect(stranded).toEqual([]);
  });

  it('hands over what fails once it is closed, to be tried again until it is through', async () => {
    const { autosave, asked, stranded, states, refuse, answer, pause } = world();
    autosave.change('a');
    autosave.close();
    await refuse();
    await pause(60_000);
    expect(asked).toEqual(['a']);
    expect(states.at(-1)).toBe('failed');
    expect(stranded.map(({ value }) => value)).toEqual(['a']);
    stranded[0]?.again();
    await refuse();
    expect(stranded).toHaveLength(2);
    stranded[1]?.again();
    await answer();
    expect(asked).toEqual(['a', 'a', 'a']);
    expect(states.at(-1)).toBe('saved');
  });

  it('strands what had failed before it was closed, too', async () => {
    const { autosave, stranded, refuse } = world();
    autosave.change('a');
    autosave.flush();
    await refuse();
    autosave.close();
    await refuse();
    expect(stranded.map(({ value }) => value)).toEqual(['a']);
  });

  it('sends again by itself what had failed, once its field is there again', async () => {
    const { autosave, asked, states, stranded, refuse, answer, pause } = world();
    autosave.change('a');
    autosave.close();
    await refuse();
    autosave.reopen();
    expect(states.at(-1)).toBe('saving');
    await refuse();
    await pause(5_000);
    await answer();
    expect(asked).toEqual(['a', 'a', 'a']);
    expect(states.at(-1)).toBe('saved');
    expect(stranded).toHaveLength(1);
  });

  it('lets go of what somebody gives up', async () => {
    const { autosave, asked, stranded, states, refuse } = world();
    autosave.change('a');
    autosave.close();
    await refuse();
    stranded[0]?.giveUp();
    stranded[0]?.again();
    expect(asked).toEqual(['a']);
    expect(states.at(-1)).toBe('untouched');
  });

  it('sends nothing when nothing was typed', async () => {
    const { autosave, asked, pause } = world();
    autosave.flush();
    await pause(60_000);
    autosave.close();
    expect(asked).toEqual([]);
  });
});
