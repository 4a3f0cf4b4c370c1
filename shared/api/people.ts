/** People, who is signed in, set-up, roles, tokens. Signing in and out itself is better-auth's, under /auth. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  done,
  editionId,
  editionRole,
  email,
  handbookId,
  handbookRole,
  millis,
  paged,
  paging,
  password,
  personId,
  role,
  title,
} from './fields.ts';

const person = z.object({ id: personId, name: z.string(), email: z.string() });
const membership = z.object({ person, handbookId, editionId: editionId.nullable(), role });

export const people = {
  /** Who is asking. `person` is null when nobody is signed in; `needsSetUp` while there is no owner. */
  me: oc
    .route({ method: 'GET', path: '/me', summary: 'Who is signed in' })
    .output(z.object({ person: person.nullable(), isOwner: z.boolean(), needsSetUp: z.boolean() })),
  /** Makes the first owner with the one-time secret of the set-up link, and signs them in. */
  setUp: oc
    .route({ method: 'POST', path: '/set-up', summary: 'Make the first owner' })
    .input(z.object({ secret: z.string(), name: title, email, password }))
    .output(done),
  list: oc
    .route({ method: 'GET', path: '/people', summary: 'Everyone with an account' })
    .input(paging)
    .output(paged(person.extend({ isOwner: z.boolean(), createdAt: millis }))),
  add: oc
    .route({ method: 'POST', path: '/people', summary: 'Add a person' })
    .input(z.object({ name: title, email, password }))
    .output(person),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/people/{personId}',
      summary: 'Take away an account; what they wrote stays',
    })
    .input(z.object({ personId }))
    .output(done),
};

export const members = {
  ofHandbook: oc
    .route({
      method: 'GET',
      path: '/handbooks/{handbookId}/members',
      summary: 'Who has a role on a handbook or one of its editions',
    })
    .input(paging.extend({ handbookId }))
    .output(paged(membership)),
  ofEdition: oc
    .route({
      method: 'GET',
      path: '/editions/{editionId}/members',
      summary: 'Who has a role on an edition, also through its handbook',
    })
    .input(paging.extend({ editionId }))
    .output(paged(membership)),
  /** `role: null` takes the role away. The person is found by e-mail; unknown addresses are an error. */
  giveOnHandbook: oc
    .route({
      method: 'PUT',
      path: '/handbooks/{handbookId}/members',
      summary: 'Give or take away a role on a handbook',
    })
    .input(
      z.object({
        handbookId,
        email,
        role: handbookRole.nullable(),
      }),
    )
    .output(done),
  giveOnEdition: oc
    .route({
      method: 'PUT',
      path: '/editions/{editionId}/members',
      summary: 'Give or take away a role on an edition',
    })
    .input(z.object({ editionId, email, role: editionRole.nullable() }))
    .output(done),
};
