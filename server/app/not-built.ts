import type { AnyContractRouter } from '@orpc/contract';
import { implement, type Router } from '@orpc/server';
import type { RequestContext } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';

/** Routes of the contract that this version does not answer: each says so, with 501. */
export function notBuilt<Group extends AnyContractRouter & object>(
  group: Group,
): Router<Group, RequestContext> {
  const routes = implement(group).$context<RequestContext>();
  const answers = Object.keys(group).map((name) => [
    name,
    // The implementer mirrors the contract, key by key; its type is lost by going through them.
    (routes as Record<string, { handler(answer: () => never): unknown }>)[name]?.handler(() => {
      throw new AppError('not-built', 'This is not part of this version yet.');
    }),
  ]);
  return Object.fromEntries(answers);
}
