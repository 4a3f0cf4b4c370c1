/** Made from shared/api at build time by scripts/contract-plugin.ts: paths and methods, no schemas. */
declare module 'virtual:contract' {
  import type { AnyContractRouter } from '@orpc/contract';

  export const contract: AnyContractRouter;
}
