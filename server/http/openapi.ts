/** /api/openapi.json, printed from the contract, and /api/docs, a page of our own that shows it. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { Router } from 'express';
import { api } from '#shared/api/api.ts';
import { docsPage } from './docs-page.ts';
import type { OpenApiDocument } from './openapi-document.ts';

type Schemas = NonNullable<NonNullable<OpenApiDocument['components']>['schemas']>;

/** The description as JSON and as a page, to be mounted at /api. */
export function openApiRoutes({ version }: { readonly version: string }): Router {
  const router = Router();
  // Made at the first request and kept: the contract does not change while the server runs.
  let document: Promise<OpenApiDocument> | undefined;
  const read = () => {
    document ??= openApiDocument(version);
    return document;
  };
  router.get('/openapi.json', async (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(await read());
  });
  router.get('/docs', async (_request, response) => {
    response
      .set('Cache-Control', 'no-cache')
      .type('html')
      .send(docsPage(await read()));
  });
  return router;
}

/** OpenAPI 3.1 for every route of the contract. */
export function openApiDocument(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(api, {
    info: {
      title: 'Commonbook',
      version,
      description:
        'Programs send `Authorization: Bearer TOKEN`. Errors are RFC 9457 problems with a stable `code`. ' +
        'Lists are paged by `limit` and `cursor`. Writes take an `Idempotency-Key`.',
    },
    servers: [{ url: '/api' }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'commonbook.session_token' },
      },
      schemas: { Problem: PROBLEM_SCHEMA },
    },
    security: [{ bearer: [] }, { session: [] }],
  });
}

const PROBLEM_SCHEMA: Schemas[string] = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'One sentence for the person at the screen.' },
    code: { type: 'string', description: 'Stable.' },
    instance: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'reason'],
        properties: {
          at: { type: 'string' },
          line: { type: 'integer' },
          reason: { type: 'string' },
        },
      },
    },
  },
};
