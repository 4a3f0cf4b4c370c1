import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from './fonts.ts';
import blocksTemplate from './template/blocks.typ?raw';
import bookTemplate from './template/book.typ?raw';
import type { BookFile, TypesetFault } from './typst-messages.ts';

/** Rounds of typesetting that unused work is remembered for. */
const REMEMBERED_ROUNDS = 10;
const SHOWN_MESSAGE = 300;

export interface Typeset {
  readonly pdf: Uint8Array;
  readonly pageCount: number;
  readonly inaccessible: TypesetFault | null;
}

export class TypesetError extends Error {
  readonly fault: TypesetFault;

  constructor(fault: TypesetFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** A compiler that stays warm: of an edited book, only what changed is set again. */
export interface TypstCompiler {
  /** Blocks the thread for seconds. Throws a TypesetError when the book does not become pages. */
  typeset(files: readonly BookFile[], timestamp: number): Typeset;
}

const text = new TextEncoder();

/** The sentence in the compiler's debug output, which is all that it says of a refused standard. */
function sentence(error: unknown): string {
  const printed = error instanceof Error ? error.message : String(error);
  const quoted = /message: "((?:[^"\\]|\\.)*)"/.exec(printed)?.[1] ?? printed;
  return quoted.replace(/\\(.)/g, '$1').slice(0, SHOWN_MESSAGE);
}

/** Opens a compiler on an empty folder: it sees the files given to it and nothing else. */
export function openTypstCompiler(workspace: string): TypstCompiler {
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontPaths: fontFiles() }],
  });
  const main = join(workspace, 'book.typ');
  const mapped = new Map<string, string>();
  const map = (path: string, bytes: Uint8Array) => {
    const fingerprint = createHash('sha256').update(bytes).digest('hex');
    if (mapped.get(path) === fingerprint) return;
    compiler.mapShadow(join(workspace, path), Buffer.from(bytes));
    mapped.set(path, fingerprint);
  };

  function mapBook(files: readonly BookFile[]): void {
    const kept = new Set(files.map(({ path }) => path));
    for (const path of mapped.keys())
      if (!kept.has(path)) {
        compiler.unmapShadow(join(workspace, path));
        mapped.delete(path);
      }
    map('/book.typ', text.encode(bookTemplate));
    map('/blocks.typ', text.encode(blocksTemplate));
    for (const { path, bytes } of files) map(path, bytes);
  }

  /** The pages, or a sentence on why there are none. */
  function layOut(): NodeTypstDocument | string {
    const compiled = compiler.compile({ mainFilePath: main });
    if (compiled.result && !compiled.hasError()) return compiled.result;
    const error = compiled.takeDiagnostics() ?? compiled.takeError();
    const [first] = error ? compiler.fetchDiagnostics(error) : [];
    return sentence(new Error(String(first?.message ?? 'The text could not be typeset.')));
  }

  /** Sets each chapter alone until one shows the fault: costly, and only when something is wrong. */
  function faultyChapter(files: readonly BookFile[], isFaulty: () => boolean): number | null {
    const frame = files.find(({ path }) => path === '/frame.json');
    const chapters = files.filter(({ path }) => path.startsWith('/chapters/'));
    if (!frame) return null;
    const values: Record<string, unknown> = JSON.parse(new TextDecoder().decode(frame.bytes));
    const isFaultyWith = (paths: readonly string[]) => {
      map('/frame.json', text.encode(JSON.stringify({ ...values, chapters: paths })));
      return isFaulty();
    };
    if (isFaultyWith([])) return null;
    const found = chapters.findIndex(({ path }) => isFaultyWith([path]));
    return found === -1 ? null : found;
  }

  const isRefused = (document: NodeTypstDocument, timestamp: number) => {
    try {
      compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: timestamp });
      return false;
    } catch {
      // The compiler reports a refused standard by throwing, and in no other way.
      return true;
    }
  };

  return {
    typeset(files, timestamp) {
      mapBook(files);
      const document = layOut();
      if (typeof document === 'string') {
        const chapter = faultyChapter(files, () => typeof layOut() === 'string');
        throw new TypesetError({ message: document, chapter });
      }
      const pageCount = document.numOfPages;
      try {
        const standard = { pdfStandard: 'ua-1', creationTimestamp: timestamp };
        return { pdf: compiler.pdf(document, standard), pageCount, inaccessible: null };
      } catch (error) {
        // A reader with a tagged file that misses one rule is better off than one without a file.
        const pdf = compiler.pdf(document, { creationTimestamp: timestamp });
        const chapter = faultyChapter(files, () => {
          const alone = layOut();
          return typeof alone !== 'string' && isRefused(alone, timestamp);
        });
        return { pdf, pageCount, inaccessible: { message: sentence(error), chapter } };
      } finally {
        compiler.evictCache(REMEMBERED_ROUNDS);
      }
    },
  };
}
