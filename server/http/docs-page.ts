/** The API's page: no script, no font and no style from anywhere, so that the strict policy holds. */
import type { OpenApiDocument } from './openapi-document.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** One HTML page with every route, what it takes and what it answers. */
export function docsPage(document: OpenApiDocument): string {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations?.[method];
      return operation ? [routeSection(method, path, operation)] : [];
    }),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Commonbook: the API</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-inline-size: 60rem; margin: 2rem auto; padding-inline: 1rem; }
section { border-block-start: 1px solid; padding-block: 0.5rem; }
code, pre { font-family: ui-monospace, monospace; }
pre { white-space: pre-wrap; padding: 0.75rem; border: 1px solid; }
code, pre { overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin-block: 0.5rem; }
</style>
</head>
<body>
<main>
<h1>Commonbook: the API</h1>
<p>${escapeHtml(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">The same as OpenAPI 3.1</a></p>
${routes.join('\n')}
</main>
</body>
</html>
`;
}

interface Operation {
  readonly summary?: string | undefined;
  readonly parameters?: unknown;
  readonly requestBody?: unknown;
  readonly responses?: unknown;
}

function routeSection(method: string, path: string, operation: Operation): string {
  const parts = [
    ['Parameters', operation.parameters],
    ['Body', operation.requestBody],
    ['Answers', operation.responses],
  ] as const;
  const details = parts
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `<details><summary>${name}</summary><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`,
    );
  return `<section>
<h2><code>${method.toUpperCase()} /api${escapeHtml(path)}</code></h2>
<p>${escapeHtml(operation.summary ?? '')}</p>
${details.join('\n')}
</section>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
