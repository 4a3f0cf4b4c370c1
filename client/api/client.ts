import { contract } from 'virtual:contract';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { api as contractOfServer } from '#shared/api/api.ts';
import { fetchOrThrow } from './problem.ts';

const link = new OpenAPILink(contract, {
  url: () => `${window.location.origin}/api`,
  fetch: (request, init) => fetchOrThrow(request, init),
});

/**
 * Every route under /api as a typed function: `api.handbooks.get({ handbook })`. Rejects with
 * `ApiError` and nothing else.
 */
export const api: JsonifiedClient<ContractRouterClient<typeof contractOfServer>> =
  createORPCClient(link);
