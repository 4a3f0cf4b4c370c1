/**
 * What a page will ask for, told with the page itself: the browser fetches it while the first scripts
 * are still on their way, instead of after they ran. Only hints: a page works without them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What of Vite's manifest is read: a script by its source, with the scripts and styles it needs. */
const manifestFile = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
);
type Manifest = z.infer<typeof manifestFile>;

const EDITOR = 'chapter/chapter.tsx';
/** Nothing of the editor is drawn, and its room not opened, before it has these. */
const EDITOR_WORDS = 'messages/en/chapter.json';
const CHAPTER_PAGE = /^\/chapters\/([\w-]+)\/?$/;

/**
 * Reads the build in `directory` once; the returned function gives the value of a `Link` header for
 * the page at `path`. A build without a manifest has no scripts to name.
 */
export function pageHints(directory: string): (path: string) => string {
  const file = join(directory, '.vite/manifest.json');
  const manifest = existsSync(file)
    ? manifestFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    : {};
  const scripts = scriptsOf(manifest, EDITOR_WORDS, scriptsOf(manifest, EDITOR));
  const editor = [...scripts].map(linkTo);
  // Every page first asks who is there.
  const me = answerOf('/api/me');
  return (path) => {
    const chapterId = CHAPTER_PAGE.exec(path)?.[1];
    if (chapterId === undefined) return me;
    return [me, answerOf(`/api/chapters/${chapterId}`), ...editor].join(', ');
  };
}

/** A script with all that it needs, each once. */
function scriptsOf(manifest: Manifest, source: string, found = new Set<string>()): Set<string> {
  const script = manifest[source];
  if (script === undefined || found.has(script.file)) return found;
  found.add(script.file);
  for (const style of script.css ?? []) found.add(style);
  for (const needed of script.imports ?? []) scriptsOf(manifest, needed, found);
  return found;
}

function linkTo(file: string): string {
  return file.endsWith('.css')
    ? `</${file}>; rel=preload; as=style`
    : `</${file}>; rel=modulepreload`;
}

/** An answer of the API, as the page's scripts will ask for it: with the session's cookie. */
function answerOf(path: string): string {
  return `<${path}>; rel=preload; as=fetch; crossorigin=anonymous`;
}
