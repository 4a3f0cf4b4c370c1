import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from './fonts.ts';
import blocksTemplate from './template/blocks.typ?raw';
import bookTemplate from './template/book.typ?raw';
import type { BookFile, TypesetBook } from './typst-messages.ts';
import { TypstWorkspace } from './typst-workspace.ts';
import { UnsettableBook } from './unsettable-book.ts';

/** Rounds of typesetting that unused work is remembered for. */
const REMEMBERED_ROUNDS = 10;
const SHOWN_MESSAGE = 300;
const MAIN = '/book.typ';
const FRAME = '/frame.json';

/** A compiler that stays warm: of an edited book, only what changed is set again. */
export interface TypstCompiler {
  /** Blocks the thread for seconds. Throws an UnsettableBook when it does not become pages. */
  typeset(files: readonly BookFile[], timestamp: number): TypesetBook;
}

const text = new TextEncoder();
const TEMPLATE: readonly BookFile[] = [
  { path: MAIN, bytes: text.encode(bookTemplate) },
  { path: '/blocks.typ', bytes: text.encode(blocksTemplate) },
];

/** What typesetting is done with. */
interface Press {
  readonly compiler: NodeCompiler;
  readonly workspace: TypstWorkspace;
}

/** Opens a compiler on an empty folder: it sees the files given to it and nothing else. */
export function openTypstCompiler(folder: string): TypstCompiler {
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontPaths: fontFiles() }],
  });
  const press = { compiler, workspace: new TypstWorkspace(compiler, folder) };
  return {
    typeset(files, timestamp) {
      press.workspace.hold([...TEMPLATE, ...files]);
      const pages = layOut(press);
      if (typeof pages === 'string') {
        const chapter = faultyChapter(press, files, () => typeof layOut(press) === 'string');
        throw new UnsettableBook({ message: pages, chapter });
      }
      const pageCount = pages.numOfPages;
      try {
        return { ...print(press, pages, { files, timestamp }), pageCount };
      } finally {
        compiler.evictCache(REMEMBERED_ROUNDS);
      }
    },
  };
}

/** The pages, or a sentence on why there are none. */
function layOut({ compiler, workspace }: Press): NodeTypstDocument | string {
  const compiled = compiler.compile({ mainFilePath: workspace.pathOf(MAIN) });
  if (compiled.result && !compiled.hasError()) return compiled.result;
  const error = compiled.takeDiagnostics() ?? compiled.takeError();
  const [first] = error ? compiler.fetchDiagnostics(error) : [];
  return sentence(new Error(String(first?.message ?? 'The text could not be typeset.')));
}

/** The pages as PDF/UA-1; where that is refused as a plain PDF, with the reason. */
function print(
  press: Press,
  pages: NodeTypstDocument,
  { files, timestamp }: { readonly files: readonly BookFile[]; readonly timestamp: number },
): Pick<TypesetBook, 'pdf' | 'inaccessible'> {
  const { compiler } = press;
  const accessible = (document: NodeTypstDocument) =>
    compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: timestamp });
  try {
    return { pdf: accessible(pages), inaccessible: null };
  } catch (error) {
    // A reader with a tagged file that misses one rule is better off than one without a file.
    const pdf = compiler.pdf(pages, { creationTimestamp: timestamp });
    const chapter = faultyChapter(press, files, () => {
      const alone = layOut(press);
      return typeof alone !== 'string' && isRefused(() => accessible(alone));
    });
    return { pdf, inaccessible: { message: sentence(error), chapter } };
  }
}

/** The compiler reports a refused standard by throwing, and in no other way. */
function isRefused(print: () => unknown): boolean {
  try {
    print();
    return false;
  } catch {
    return true;
  }
}

/** Sets each chapter alone until one shows the fault: costly, and only when something is wrong. */
function faultyChapter(
  { workspace }: Press,
  files: readonly BookFile[],
  isFaulty: () => boolean,
): number | null {
  const frame = files.find(({ path }) => path === FRAME);
  const chapters = files.filter(({ path }) => path.startsWith('/chapters/'));
  if (!frame) return null;
  const values: Record<string, unknown> = JSON.parse(new TextDecoder().decode(frame.bytes));
  const isFaultyWith = (paths: readonly string[]) => {
    const bytes = text.encode(JSON.stringify({ ...values, chapters: paths }));
    workspace.put({ path: FRAME, bytes });
    return isFaulty();
  };
  if (isFaultyWith([])) return null;
  const found = chapters.findIndex(({ path }) => isFaultyWith([path]));
  return found === -1 ? null : found;
}

/** The sentence in the compiler's debug output, which is all that it says of a refused standard. */
function sentence(error: unknown): string {
  const printed = error instanceof Error ? error.message : String(error);
  const quoted = /message: "((?:[^"\\]|\\.)*)"/.exec(printed)?.[1] ?? printed;
  return quoted.replace(/\\(.)/g, '$1').slice(0, SHOWN_MESSAGE);
}
