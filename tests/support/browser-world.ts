/** The built product, a real browser and people on both: the small world of a file of browser stories. */
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, vi } from 'vitest';
import { type ContextOptions, openBrowser } from '#scripts/lab/browser.ts';
import { addPerson, type Person } from '#scripts/lab/person.ts';
import { type Product, startProduct } from '#scripts/lab/product.ts';
import { runProgram } from './program.ts';
import { type Visit, visit } from './visit.ts';
import { Writer, type WriterOptions } from './writer.ts';

const COMMAND_LINE = resolve('dist/server/commonbook.js');

export interface BrowserWorldOptions {
  /** Whether the starter handbooks are there from the beginning. */
  readonly loadsStarters?: boolean;
}

/**
 * A world that opens before the first story of the file that calls this, and closes after the last.
 * Stories may take a minute: several people and pages each, on a machine that has more to do.
 */
export function browserWorld(options: BrowserWorldOptions = {}): BrowserWorld {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  const world = new BrowserWorld(options);
  beforeAll(() => world.open());
  afterAll(() => world.close());
  return world;
}

/** Everything but `open` throws until the world is open. */
export class BrowserWorld {
  readonly #options: BrowserWorldOptions;
  #product: Product | undefined;
  #browser: Browser | undefined;

  constructor(options: BrowserWorldOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const starters = this.#options.loadsStarters === true ? '1' : '0';
    // Each is kept as soon as it is there, so that `close` ends it when the other does not start.
    await Promise.all([
      startProduct({ env: { STARTER_HANDBOOKS: starters } }).then((product) => {
        this.#product = product;
      }),
      openBrowser().then((browser) => {
        this.#browser = browser;
      }),
    ]);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#product?.stop();
  }

  get product(): Product {
    if (!this.#product) throw new Error('The product is not started.');
    return this.#product;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('The browser is not open.');
    return this.#browser;
  }

  /** The owner, signed in through the API. */
  get owner(): Person {
    return this.product.owner;
  }

  /** Adds somebody with this role on a handbook, and signs them in. */
  add(name: string, handbookId: string, role: 'reader' | 'editor' | 'steward'): Promise<Person> {
    return addPerson(this.product.url, this.owner, { name, handbookId, role });
  }

  /** Opens a page as `person`, or as somebody who is not signed in. */
  visit(path: string, options?: ContextOptions & { readonly person?: Person }): Promise<Visit> {
    return visit(this, path, options);
  }

  /** Opens a chapter as `person`, and waits for its text. */
  write(person: Person, options: WriterOptions): Promise<Writer> {
    return Writer.open(this, person, options);
  }

  /** Runs a command of the product on its data; what it prints. Rejects when it fails. */
  async command(...words: string[]): Promise<readonly string[]> {
    const env = { DATA_DIR: this.product.dataDir };
    const { code, stdout, stderr } = await runProgram([COMMAND_LINE, ...words], { env }).ended;
    if (code !== 0 || stderr.length > 0)
      throw new Error(`${words[0]} ended with ${code}: ${stderr.join('\n')}`);
    return stdout;
  }

  /** Starts a product that was killed again, on its data and at its address. */
  async startAgain(): Promise<void> {
    const { dataDir, url } = this.product;
    this.#product = await startProduct({ dataDir, env: { PORT: new URL(url).port } });
  }
}
