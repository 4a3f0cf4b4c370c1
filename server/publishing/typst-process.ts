/**
 * The typesetter's own process: native code that runs for seconds and may crash or grow stays out of
 * the server, which can kill it at any moment (typesetter.ts). It is started without environment.
 */
import { openTypstCompiler } from './typst-compiler.ts';
import type { TypesetFault, TypesetReply, TypesetRequest } from './typst-messages.ts';
import { UnsettableBook } from './unsettable-book.ts';

function say(reply: TypesetReply): void {
  process.send?.(reply);
}

function faultOf(error: unknown): TypesetFault {
  if (error instanceof UnsettableBook) return error.fault;
  return { message: error instanceof Error ? error.message : String(error), chapter: null };
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('The typesetter needs an empty folder to work in.');
const compiler = openTypstCompiler(folder);

process.on('message', ({ files, timestamp }: TypesetRequest) => {
  try {
    const book = compiler.typeset(files, timestamp);
    say({ kind: 'done', book, memory: process.memoryUsage.rss() });
  } catch (error) {
    say({ kind: 'failed', fault: faultOf(error) });
  }
});
// The server closed the channel, or is gone.
process.on('disconnect', () => process.exit(0));
