import { minifyContractRouter } from '@orpc/contract';
import type { Plugin } from 'vite';
import { api } from '../shared/api/api.ts';

const NAME = 'virtual:contract';

/**
 * Gives the browser `virtual:contract`: the API's paths and methods as plain JSON. The schemas stay
 * on the server, and with them zod, which would be a quarter of the first page's script.
 */
export function contractPlugin(): Plugin {
  return {
    name: 'commonbook:contract',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) =>
      id === `\0${NAME}`
        ? `export const contract = ${JSON.stringify(minifyContractRouter(api))};`
        : undefined,
  };
}
