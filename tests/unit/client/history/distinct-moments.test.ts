import { expect, it } from 'vitest';
import { distinctMoments } from '#client/history/timeline/distinct-moments.ts';

const at = (clock: string) => Date.parse(`2026-11-25T${clock}Z`);
const formats = {
  minute: (time: number) => new Date(time).toISOString().slice(11, 16),
  second: (time: number) => new Date(time).toISOString().slice(11, 19),
};
const told = (...clocks: string[]) =>
  clocks
    .map((clock, index) => ({ number: clocks.length - index, at: at(clock) }))
    .map(({ number }, _, versions) => distinctMoments(versions, formats).get(number));

it('tells versions of one minute apart by their seconds, and no others', () => {
  expect(told('14:25:00', '14:23:40', '14:23:05', '14:20:00')).toEqual([
    '14:25',
    '14:23:40',
    '14:23:05',
    '14:20',
  ]);
});

it('counts versions of one second, the oldest first', () => {
  expect(told('14:23:40', '14:23:05.900', '14:23:05.100')).toEqual([
    '14:23:40',
    '14:23:05 (2)',
    '14:23:05 (1)',
  ]);
});
