/** A person who uses the product through its API, as their browser would: with a session cookie. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { HANDBOOK_ROLES } from '#shared/access/access.ts';
import { api } from '#shared/api/api.ts';

export interface Credentials {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface Person extends Credentials {
  /** `name=value; name=value`, as a request sends it. */
  readonly cookie: string;
  /** Every route of the product, typed by its contract. */
  readonly api: ContractRouterClient<typeof api>;
}

/** Signs in with e-mail and password. Rejects with the server's answer when it refuses. */
export async function signIn(url: string, who: Credentials): Promise<Person> {
  const answer = await fetch(`${url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  if (!answer.ok)
    throw new Error(`${who.email} could not sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { ...who, cookie, api: client(url, cookie) };
}

/** Makes an account through the owner, gives it a role on a handbook, and signs it in. */
export async function addPerson(
  url: string,
  owner: Person,
  newcomer: {
    readonly name: string;
    readonly handbookId: string;
    readonly role: (typeof HANDBOOK_ROLES)[number];
  },
): Promise<Person> {
  const name = newcomer.name;
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`;
  const who = { name, email, password: `a password for ${name}` };
  await owner.api.people.add(who);
  const { handbookId, role } = newcomer;
  await owner.api.members.giveOnHandbook({ handbookId, email, role });
  return signIn(url, who);
}

function client(url: string, cookie: string): ContractRouterClient<typeof api> {
  return createORPCClient(
    new OpenAPILink(api, {
      url: `${url}/api`,
      headers: { cookie, origin: url },
      fetch: async (request, init) => {
        const answer = await fetch(request, init);
        if (answer.ok) return answer;
        const path = new URL(request.url).pathname;
        throw new Error(`${request.method} ${path}: ${answer.status} ${await answer.text()}`);
      },
    }),
  );
}
