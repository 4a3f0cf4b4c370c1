import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contractPlugin } from './scripts/contract-plugin.ts';

const root = import.meta.dirname;

/** The commands that `node scripts/run.mjs NAME` runs: each is a file or the main file of a folder. */
const COMMANDS = ['commonbook', 'check', 'test', 'trials', 'bench'];

/** Everything that is started as a program of its own, by the name of its built file. */
function serverEntries(): Record<string, string> {
  const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' });
  const own = files.filter((file) => /-(thread|process)\.ts$/.test(file));
  const scripts = readdirSync(join(root, 'scripts'), { recursive: true, encoding: 'utf8' });
  const commands = COMMANDS.flatMap((name) =>
    scripts.filter((file) => file === `${name}.ts` || file === join(name, `${name}.ts`)),
  );
  return Object.fromEntries([
    ['main', join(root, 'server/main.ts')],
    ...commands.map((file) => [basename(file, '.ts'), join(root, 'scripts', file)]),
    ...own.map((file) => [basename(file, '.ts'), join(root, 'server', file)]),
  ]);
}

export default defineConfig({
  root: join(root, 'client'),
  // Vite's own folder for what it derives; never inside the sources.
  cacheDir: join(root, '.cache/vite'),
  plugins: [react(), contractPlugin()],
  environments: {
    client: {
      build: {
        outDir: join(root, 'dist/client'),
        emptyOutDir: true,
        sourcemap: true,
        target: 'es2023',
        rolldownOptions: { input: join(root, 'client/index.html') },
      },
    },
    server: {
      consumer: 'server',
      // node_modules stays outside: native packages and worker files are found where they are.
      resolve: { external: true, noExternal: [/^#/] },
      build: {
        outDir: join(root, 'dist/server'),
        emptyOutDir: true,
        copyPublicDir: false,
        sourcemap: true,
        minify: false,
        target: 'node20',
        rolldownOptions: {
          input: serverEntries(),
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      const { client, server } = builder.environments;
      if (client) await builder.build(client);
      if (server) await builder.build(server);
    },
  },
});
