/**
 * `npm run dev`: one address with a client that reloads as it is edited, and a server that is built
 * and started again whenever its sources change.
 */
import { rmSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { onParentGone, spawnChild } from './child.mjs';
import { ensurePackages, ROOT, vite } from './prepare.mjs';

const MAIN = join(ROOT, 'dist/server/main.js');
const CONFIG = join(ROOT, 'vite.config.ts');
/** What the server answers; everything else is the client's. */
const SERVER_PATHS = '^/(api|auth|images|exports/[^/]+/file|healthz|readyz|metrics)(/|\\?|$)';

const host = process.env.HOST || 'localhost';
const port = readPort(process.env.PORT || '3000');

await ensurePackages();
// What is built here is not what `npm start` runs: it builds again afterwards.
rmSync(join(ROOT, 'dist/stamp'), { force: true });
const { createServer, createBuilder } = await vite();

const serverPort = await freePort();
const target = `http://127.0.0.1:${serverPort}`;
const client = await createServer({
  configFile: CONFIG,
  server: {
    host,
    port,
    strictPort: true,
    proxy: {
      [SERVER_PATHS]: { target },
      '^/sync/': { target, ws: true },
    },
  },
});
await client.listen().catch(({ message }) => {
  refuse(
    `The address ${host}:${port} cannot be used (${message}): set HOST or PORT to another one.`,
  );
});
const address = client.httpServer?.address();
const url = `http://localhost:${typeof address === 'object' && address ? address.port : ''}`;

let server;
let turn = Promise.resolve();
/** Stops the running server, then starts what was just built. One turn after the other. */
function restart() {
  turn = turn.then(async () => {
    await server?.stop();
    const env = { ...process.env, HOST: '127.0.0.1', PORT: String(serverPort), PUBLIC_URL: url };
    server = spawnChild([MAIN, '--stop-with-parent'], { stdin: 'pipe', env });
  });
}

const builder = await createBuilder({
  configFile: CONFIG,
  logLevel: 'warn',
  environments: { server: { build: { watch: {} } } },
});
const watcher = await builder.build(builder.environments.server);
watcher.on('event', (event) => {
  if (event.code === 'END') restart();
  // The last good server goes on; the next change is built again.
  if (event.code === 'ERROR') console.error(event.error.message);
});

let isEnding = false;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);
onParentGone(end);

async function end() {
  if (isEnding) return;
  isEnding = true;
  await watcher.close();
  await turn;
  await server?.stop();
  await client.close();
  process.exit(0);
}

/** As the server reads it; here it is the page's. */
function readPort(text) {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  return refuse(
    `PORT is not a port number from 0 to 65535: ${JSON.stringify(text)}. Example: PORT=3000`,
  );
}

/** Ends with one line: nothing was started. */
function refuse(line) {
  console.error(line);
  process.exit(1);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
