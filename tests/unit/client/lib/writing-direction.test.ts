import { describe, expect, it } from 'vitest';
import { writingDirection } from '#client/lib/writing-direction.ts';

describe('writing direction', () => {
  it('follows the script that a language is written in', () => {
    const told = ['ar', 'he', 'fa', 'ur', 'ku-Arab', 'ku', 'en', 'sr-Latn', 'not a language'].map(
      writingDirection,
    );
    expect(told).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr', 'ltr']);
  });
});
