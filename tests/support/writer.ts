/** Somebody at an open chapter in a real browser, as verbs for stories. */
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page, WebSocketRoute } from 'playwright-core';
import { type ContextOptions, openContext, openPage } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import type { Product } from '#scripts/lab/product.ts';

/** Tells in the page that a message of the server has come, before the product hears of it. */
const MESSAGE_COMES = 'message-comes';

/** Keys that are held, as Chromium's protocol counts them. */
const CTRL = 2;
const SHIFT = 8;

/** How long a story waits for something to be seen, in milliseconds. */
const WAIT = 15_000;

export interface WriterOptions extends ContextOptions {
  readonly chapterId: string;
  /** What is to be so before the page opens: a browser that keeps nothing. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface OpeningOptions {
  /** Of the chapter. */
  readonly address: string;
  readonly prepare?: WriterOptions['prepare'] | undefined;
  /** Whether there is no line over which the text comes and goes, from the beginning. */
  readonly isCutOff?: boolean;
}

/** One person's page. `close` it, and look at its `faults`. */
export class Writer {
  readonly page: Page;
  /** Errors thrown or logged in the page so far. */
  readonly faults: readonly string[];
  readonly #context: BrowserContext;
  #isCutOff = false;
  #clickCount = 0;
  /** Each with its other end, at the server. */
  readonly #lines = new Map<WebSocketRoute, WebSocketRoute>();

  private constructor(context: BrowserContext, opened: Awaited<ReturnType<typeof openPage>>) {
    this.#context = context;
    this.page = opened.page;
    this.faults = opened.faults;
  }

  /** Opens a chapter as `person` and waits until its text is there. */
  static async open(
    { browser, product }: { readonly browser: Browser; readonly product: Product },
    person: Person,
    { chapterId, prepare, ...options }: WriterOptions,
  ): Promise<Writer> {
    const context = await openContext(browser, product.url, { ...options, person });
    return Writer.openIn(context, { address: `/chapters/${chapterId}`, prepare });
  }

  /** The same in a context that is there already. */
  static async openIn(
    context: BrowserContext,
    { address, prepare, isCutOff = false }: OpeningOptions,
  ): Promise<Writer> {
    const writer = new Writer(context, await openPage(context));
    writer.#isCutOff = isCutOff;
    await writer.page.routeWebSocket(/\/sync\//, (line) => writer.#connect(line));
    await writer.page.addInitScript(announceMessages, MESSAGE_COMES);
    await prepare?.(writer.page);
    await writer.page.goto(address);
    await writer.text.waitFor();
    return writer;
  }

  /** The chapter's text, writable or not. */
  get text(): Locator {
    return this.page.getByRole('textbox', { name: 'Text of the chapter' });
  }

  /** The text's words as one reads them, without others' names at their carets. */
  words(): Promise<string> {
    return this.text.evaluate((text) => {
      const copy = text.cloneNode(true);
      if (!(copy instanceof Element)) return '';
      for (const caret of copy.querySelectorAll('.caret')) caret.remove();
      return (copy.textContent ?? '').replaceAll('\u2060', '').trim();
    });
  }

  /** What the page says about where one's words are. */
  get saving(): Locator {
    return this.page.locator('header [role="status"]');
  }

  /** Puts the cursor to the end of the text and types there. */
  async type(words: string): Promise<void> {
    await this.text.click();
    await this.#goToEnd();
    await this.page.keyboard.type(words);
  }

  /** Types where the cursor is. */
  async typeHere(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** Puts the cursor before these words, which stand in the text as one run. */
  async goBefore(words: string): Promise<void> {
    const until = Date.now() + WAIT;
    await this.text.focus();
    do {
      if (Date.now() > until) throw new Error(`The cursor does not go before “${words}”.`);
      await this.text.evaluate(selectBefore, words);
    } while (!(await this.text.evaluate(wordsBehindCursor)).startsWith(words));
  }

  /** Clicks behind the last words, as one does to write on. */
  async clickBehindWords(): Promise<void> {
    // Never twice at one place: the editor takes three clicks there for one that selects the paragraph.
    const inset = this.#clickCount % 2 === 0 ? 4 : 24;
    this.#clickCount += 1;
    const box = await this.text.locator(':scope > :last-child').boundingBox();
    if (!box) throw new Error('The chapter is empty.');
    await this.page.mouse.click(box.x + box.width - inset, box.y + box.height - 8);
  }

  /** Pastes HTML where the cursor is. */
  async paste(html: string): Promise<void> {
    await this.text.evaluate((text, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', pasted);
      text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, html);
  }

  /**
   * Moves the cursor one letter on in the moment in which the next message of the server comes: the
   * browser has moved it, and has not told the editor yet.
   */
  async moveAsWordsCome(): Promise<void> {
    await this.page.evaluate((event) => {
      const move = () => getSelection()?.modify('move', 'forward', 'character');
      addEventListener(event, move, { once: true });
    }, MESSAGE_COMES);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Opens a menu of the toolbar and takes one of its entries. */
  async choose(menu: string, entry: string): Promise<void> {
    const toolbar = this.page.getByRole('toolbar', { name: 'Text tools' });
    await toolbar.getByRole('button', { name: menu, exact: true }).click();
    await this.page.getByRole('menu').getByText(entry, { exact: true }).click();
    await this.page.getByRole('menu').waitFor({ state: 'detached' });
  }

  async undo(): Promise<void> {
    await this.text.focus();
    await this.page.keyboard.press('ControlOrMeta+z');
  }

  /** Ctrl, Shift and Z with CapsLock on: Shift then makes a small letter of the key. */
  async redoWithCapsLock(): Promise<void> {
    await this.text.focus();
    const line = await this.#context.newCDPSession(this.page);
    const key = { modifiers: CTRL | SHIFT, key: 'z', code: 'KeyZ', windowsVirtualKeyCode: 90 };
    await line.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await line.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    await line.detach();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.text.waitFor();
  }

  /** What the browser asks when somebody closes the page, who then stays. */
  async asksBeforeClosing(): Promise<string> {
    const asked = this.page.waitForEvent('dialog');
    await this.page.close({ runBeforeUnload: true });
    const dialog = await asked;
    await dialog.dismiss();
    return dialog.type();
  }

  /** The file of one's own words that the page offers. */
  async keptFile(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Keep my words as a file' }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  }

  /** Waits until the page says this of one's words. */
  async waitForSaving(words: string): Promise<void> {
    await this.saving.filter({ hasText: words }).waitFor();
  }

  /** Waits until the words stand in the text, whoever has a caret among them. */
  async waitForWords(words: string): Promise<void> {
    await this.#waitUntil((text) => text.includes(words), `“${words}” in the text`);
  }

  /** Waits until the words do not stand in the text. */
  async waitForNone(words: string): Promise<void> {
    await this.#waitUntil((text) => !text.includes(words), `no “${words}” in the text`);
  }

  /** Cuts the line over which the text comes and goes; pages and questions still reach the server. */
  async cutOff(): Promise<void> {
    this.#isCutOff = true;
    await Promise.all([...this.#lines.keys()].map((line) => line.close({ code: 1012 })));
    this.#lines.clear();
  }

  /** The line swallows from now on what goes over it, both ways, and stays; a new one is another. */
  lineGoesDead(): void {
    for (const [line, server] of this.#lines)
      for (const end of [line, server]) end.onMessage(swallow);
  }

  /** Lets nothing connect anew; the line that there is stays as it is. */
  refuseNewLines(): void {
    this.#isCutOff = true;
  }

  /** Lets the page connect again, whenever it next tries. */
  reconnect(): void {
    this.#isCutOff = false;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** The editor may still be taking in the click, and put the cursor back to it: then again. */
  async #goToEnd(): Promise<void> {
    const until = Date.now() + WAIT;
    do {
      if (Date.now() > until) throw new Error('The cursor does not go to the end of the text.');
      await this.page.keyboard.press('ControlOrMeta+End');
    } while ((await this.text.evaluate(wordsBehindCursor)) !== '');
  }

  async #waitUntil(isTrue: (words: string) => boolean, wanted: string): Promise<void> {
    const until = Date.now() + WAIT;
    while (!isTrue(await this.words())) {
      if (Date.now() > until) throw new Error(`Waited for ${wanted}: ${await this.words()}`);
      await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    }
  }

  #connect(line: WebSocketRoute): void {
    if (this.#isCutOff) {
      void line.close({ code: 1012 });
      return;
    }
    this.#lines.set(line, line.connectToServer());
  }
}

function swallow(): void {}

/** Puts the browser's selection there. In the page. */
function selectBefore(text: Element, words: string): void {
  const runs = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let run = runs.nextNode(); run; run = runs.nextNode()) {
    const at = run.textContent?.indexOf(words) ?? -1;
    if (at >= 0) getSelection()?.collapse(run, at);
  }
}

/** In the page, before anything else. */
function announceMessages(event: string): void {
  window.WebSocket = class extends WebSocket {
    constructor(...options: ConstructorParameters<typeof WebSocket>) {
      super(...options);
      this.addEventListener('message', () => dispatchEvent(new Event(event)));
    }
  };
}

/** What stands between the cursor and the end, two frames later, without others' names. In the page. */
async function wordsBehindCursor(text: Element): Promise<string> {
  for (let frame = 0; frame < 2; frame += 1)
    await new Promise((drawn) => requestAnimationFrame(drawn));
  const selection = getSelection();
  if (!selection?.focusNode) return '?';
  const rest = document.createRange();
  rest.setStart(selection.focusNode, selection.focusOffset);
  rest.setEnd(text, text.childNodes.length);
  const copy = rest.cloneContents();
  for (const caret of copy.querySelectorAll('.caret')) caret.remove();
  return (copy.textContent ?? '').replaceAll('\u2060', '').trim();
}
