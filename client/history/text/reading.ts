import { createContext, useContext } from 'react';
import type { FactValue } from '#client/api/api.ts';

/** What the read-only text needs to know of where it stands. */
export interface Reading {
  readonly handbookId: string;
  readonly facts: readonly Pick<FactValue, 'name' | 'label' | 'value'>[];
}

const ReadingContext = createContext<Reading>({ handbookId: '', facts: [] });

/** Gives everything below it its place. */
export const ReadingProvider = ReadingContext.Provider;

export function useReading(): Reading {
  return useContext(ReadingContext);
}
