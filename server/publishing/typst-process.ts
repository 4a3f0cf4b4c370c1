/**
 * The typesetter's own process: native code that runs for seconds and may crash or grow stays out of
 * the server, which can kill it at any moment (typst-engine.ts). It is started without environment.
 */
import { openTypstCompiler, TypesetError } from './typst-compiler.ts';
import type { TypesetFault, TypesetReply, TypesetRequest } from './typst-messages.ts';

function say(reply: TypesetReply): void {
  process.send?.(reply);
}

function faultOf(error: unknown): TypesetFault {
  if (error instanceof TypesetError) return error.fault;
  return { message: error instanceof Error ? error.message : String(error), chapter: null };
}

const workspace = process.argv[2];
if (workspace === undefined) throw new Error('The typesetter needs an empty folder to work in.');
const compiler = openTypstCompiler(workspace);

process.on('message', (request: TypesetRequest) => {
  const { job } = request;
  try {
    const { pdf, pageCount, inaccessible } = compiler.typeset(request.files, request.timestamp);
    say({ kind: 'done', job, pdf, pageCount, inaccessible, memory: process.memoryUsage.rss() });
  } catch (error) {
    say({ kind: 'failed', job, fault: faultOf(error) });
  }
});
// The server closed the channel, or is gone.
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready' });
