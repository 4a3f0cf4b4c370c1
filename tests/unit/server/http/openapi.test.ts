import { describe, expect, it } from 'vitest';
import { docsPage } from '#server/http/docs-page.ts';
import { openApiDocument } from '#server/http/openapi.ts';
import { api } from '#shared/api/api.ts';

describe('the API’s description', () => {
  it('is OpenAPI 3.1 and has every route with what it takes and answers', async () => {
    const document = await openApiDocument('1.2.3');
    expect(document.openapi).toMatch(/^3\.1\./);
    const described = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.keys(operations ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const declared = Object.values(api).flatMap((verbs) =>
      Object.values(verbs).map((procedure) => {
        const { method, path } = procedure['~orpc'].route;
        return `${method} ${path}`;
      }),
    );
    expect(described.sort()).toEqual(declared.sort());
    const chapters = document.paths?.['/editions/{editionId}/chapters']?.post;
    expect(JSON.stringify(chapters)).toContain('"title"');
    expect(JSON.stringify(document)).not.toContain('"unsupported"');
  });

  it('is shown by a page that loads nothing and runs nothing', async () => {
    const page = docsPage(await openApiDocument('1.2.3'));
    expect(page).toContain('<code>POST /api/editions/{editionId}/chapters</code>');
    // An empty icon, so that none is asked for.
    expect(page.match(/<link[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
    expect(page).not.toMatch(/<script|<img|src=|https?:\/\/(?!spec|json)/);
  });

  it('shows text as text', async () => {
    const document = await openApiDocument('1.2.3');
    const info = { ...document.info, description: '<img src=x onerror=alert(1)>' };
    expect(docsPage({ ...document, info })).not.toContain('<img');
  });
});
