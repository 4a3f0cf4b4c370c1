import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { sha256 } from '#server/lib/sha256.ts';
import type { BookFile } from './typst-messages.ts';

/**
 * The files that a compiler sees, in memory alone. It is told only of what differs from the book
 * before: what it knows of the rest stays warm.
 */
export class TypstWorkspace {
  readonly #compiler: NodeCompiler;
  readonly #folder: string;
  /** The SHA-256 of what it has under each path. */
  readonly #known = new Map<string, string>();

  /** `folder` is an empty one: nothing of the disk is to be seen. */
  constructor(compiler: NodeCompiler, folder: string) {
    this.#compiler = compiler;
    this.#folder = folder;
  }

  /** Where the compiler has a file of this path. */
  pathOf(path: string): string {
    return join(this.#folder, path);
  }

  /** From here on it holds these files and no others. */
  hold(files: readonly BookFile[]): void {
    const kept = new Set(files.map(({ path }) => path));
    for (const path of this.#known.keys()) if (!kept.has(path)) this.#drop(path);
    for (const file of files) this.put(file);
  }

  /** Adds a file, or replaces the one of its path. */
  put({ path, bytes }: BookFile): void {
    const fingerprint = sha256(bytes);
    if (this.#known.get(path) === fingerprint) return;
    this.#compiler.mapShadow(this.pathOf(path), Buffer.from(bytes));
    this.#known.set(path, fingerprint);
  }

  #drop(path: string): void {
    this.#compiler.unmapShadow(this.pathOf(path));
    this.#known.delete(path);
  }
}
