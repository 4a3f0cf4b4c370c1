import { expect, it } from 'vitest';
import { createEmitter } from '#server/lib/emitter.ts';

it('tells every listener in order, until it is ended', () => {
  const emitter = createEmitter<{ settled: number }>();
  const seen: string[] = [];
  const end = emitter.on('settled', (number) => seen.push(`first ${number}`));
  emitter.on('settled', (number) => seen.push(`second ${number}`));
  emitter.emit('settled', 1);
  end();
  emitter.emit('settled', 2);
  expect(seen).toEqual(['first 1', 'second 1', 'second 2']);
});

it('does not tell a listener that is added by another one during the event', () => {
  const emitter = createEmitter<{ settled: number }>();
  const seen: number[] = [];
  emitter.on('settled', () => emitter.on('settled', (number) => seen.push(number)));
  emitter.emit('settled', 1);
  expect(seen).toEqual([]);
});
