import { queryOptions } from '@tanstack/react-query';
import { api, CALM_MS } from '#client/api/api.ts';

type Answer<Call extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>;

/** An export as its edition's members see it. */
export type Export = Answer<typeof api.exports.get>;
/** A finished export as anyone with its link sees it. */
export type ShownExport = Answer<typeof api.exports.shown>;
export type ExportFormat = Export['format'];

const FRESH_MS = 800;
const SHOWN = 50;

/** Whether the server still works on it. */
export function isUnderWay({ state }: Export): boolean {
  return state === 'waiting' || state === 'running';
}

/** The newest exports of an edition; asked again and again, often while one of them is being made. */
export const exportsQuery = (editionId: string) =>
  queryOptions({
    queryKey: ['edition', 'exports', editionId],
    queryFn: ({ signal }) => api.exports.list({ editionId, limit: SHOWN }, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.results.some(isUnderWay) === true ? FRESH_MS : CALM_MS,
  });

/** What a link shows. A withdrawn link stays withdrawn, so it is not tried again. */
export const shownQuery = (exportId: string, key: string) =>
  queryOptions({
    queryKey: ['export', 'shown', exportId, key],
    queryFn: ({ signal }) => api.exports.shown({ exportId, key }, { signal }),
    retry: false,
  });
