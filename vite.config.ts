import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { contractPlugin } from './scripts/contract-plugin.ts';

const root = import.meta.dirname;

/** Everything that is started as a program of its own, by the name of its built file. */
function serverEntries(): Record<string, string> {
  const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' });
  const own = files.filter((file) => /-(thread|process)\.ts$/.test(file));
  return {
    main: join(root, 'server/main.ts'),
    commonbook: join(root, 'scripts/commonbook.ts'),
    ...Object.fromEntries(own.map((file) => [basename(file, '.ts'), join(root, 'server', file)])),
  };
}

/**
 * Small parts that more than one page is made of. A browser asks for six files at a time, and each costs
 * it and the server a few milliseconds, whatever its size.
 */
const SHARED_PIECES = new RegExp(
  [
    'client/(ui|lib|api|messages/en/common)',
    'client/people/[^/]+\\.ts',
    '@mantine',
    '@tabler/icons-react/dist/esm/createReactComponent',
    'shared/(ids|errors)',
  ].join('|'),
);

/** A build for Node. node_modules stays outside: native packages and worker files are found there. */
function nodeBuild(folder: string, input: Record<string, string>): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { external: true, noExternal: [/^#/] },
    build: {
      outDir: join(root, folder),
      emptyOutDir: true,
      copyPublicDir: false,
      sourcemap: true,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
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
        // The server reads from it which scripts a page will need.
        manifest: true,
        // The editor is one large chunk that only its own page loads.
        chunkSizeWarningLimit: 2_000,
        target: 'es2023',
        rolldownOptions: {
          input: join(root, 'client/index.html'),
          // What several pages need comes in two files instead of thirty small ones.
          output: {
            codeSplitting: {
              groups: [
                { name: 'ground', test: /node_modules\/(react|scheduler|@tanstack|@orpc|i18next)/ },
                { name: 'pieces', test: SHARED_PIECES, minShareCount: 2 },
              ],
            },
          },
        },
      },
    },
    server: nodeBuild('dist/server', serverEntries()),
  },
  builder: {
    buildApp: async (builder) => {
      const { client, server } = builder.environments;
      if (client) await builder.build(client);
      if (server) await builder.build(server);
    },
  },
});
