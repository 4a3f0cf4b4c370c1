import type { OpenAPIGenerator } from '@orpc/openapi';

/** What the generator makes: an OpenAPI 3.1 document. */
export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;
