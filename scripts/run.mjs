/**
 * Runs one of our commands: `node scripts/run.mjs NAME [ARGUMENTS]`. The command line is part of the
 * product's build; check, test, trials and bench are built apart, each by itself, when they are run.
 */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { ensureBuild, ensurePackages, ROOT, vite } from './prepare.mjs';

const TOOLS = ['check', 'test', 'trials', 'bench', 'pictures'];
/** The commands that start the product itself, and so need its build. */
const NEED_PRODUCT = ['commonbook', 'test', 'trials', 'bench', 'pictures'];

const [name = '', ...args] = process.argv.slice(2);
try {
  if (name !== 'commonbook' && !TOOLS.includes(name))
    throw new Error(`There is no command "${name}": use commonbook, ${TOOLS.join(', ')}.`);
  await ensurePackages();
  if (NEED_PRODUCT.includes(name)) await ensureBuild();
  const program =
    name === 'commonbook' ? join(ROOT, 'dist/server/commonbook.js') : await buildTool(name);
  process.exitCode = await runChild([program, ...args]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Bundles scripts/NAME.ts; it takes a moment and is done each time. */
async function buildTool(tool) {
  const { build } = await vite();
  const outDir = join(ROOT, '.cache/tools', tool);
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    ssr: { external: true, noExternal: [/^#/] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      sourcemap: true,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: { [tool]: join(ROOT, 'scripts', `${tool}.ts`) },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return join(outDir, `${tool}.js`);
}
