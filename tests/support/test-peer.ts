import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { eventually } from './eventually.ts';
import { paragraphsOf } from './paragraphs.ts';

/** Which chapter of which server, and as whom. */
export interface PeerAddress {
  /** `ws://host:port` */
  readonly server: string;
  readonly chapterId: string;
  readonly token: string;
}

export interface PeerOptions {
  readonly doc?: Y.Doc;
  readonly params?: Record<string, string>;
}

/** A stock y-websocket client. */
export class TestPeer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  closeCode: number | undefined;

  constructor({ server, chapterId, token }: PeerAddress, options: PeerOptions) {
    this.doc = options.doc ?? new Y.Doc();
    const headers = { authorization: `Bearer ${token}` };
    class Socket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols ?? [], { headers });
      }
    }
    this.provider = new WebsocketProvider(`${server}/sync`, chapterId, this.doc, {
      // The `ws` socket has all that the provider uses of the browser's.
      WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: 50,
      params: options.params ?? {},
    });
    this.provider.on('connection-close', (event) => {
      this.closeCode = event?.code;
    });
  }

  async synced(): Promise<this> {
    await eventually('the client is synced', () => this.provider.synced);
    return this;
  }

  /** The top-level element at a place. */
  element(index: number): Y.XmlElement {
    const element = this.doc.getXmlFragment('default').get(index);
    if (!(element instanceof Y.XmlElement)) throw new Error(`There is no element ${index}.`);
    return element;
  }

  /** Writes at the end of a paragraph. */
  type(text: string, index = 0): void {
    const element = this.element(index);
    this.doc.transact(() => {
      const last = element.toArray().at(-1);
      if (last instanceof Y.XmlText) last.insert(last.length, text);
      else {
        const fresh = new Y.XmlText();
        element.insert(element.length, [fresh]);
        fresh.insert(0, text);
      }
    });
  }

  /** Deletes a paragraph's first characters. */
  erase(length: number, index = 0): void {
    const text = this.element(index).get(0);
    if (text instanceof Y.XmlText) text.delete(0, length);
  }

  /** A new paragraph at the end, without an id, as another program would write it. */
  addParagraph(text: string): void {
    const element = new Y.XmlElement('paragraph');
    const content = new Y.XmlText();
    content.insert(0, text);
    element.insert(0, [content]);
    const fragment = this.doc.getXmlFragment('default');
    fragment.insert(fragment.length, [element]);
  }

  paragraphs(): string[] {
    return paragraphsOf(this.doc);
  }

  async reads(...expected: string[]): Promise<void> {
    await eventually(
      `the client reads ${JSON.stringify(expected)} (it reads ${JSON.stringify(this.paragraphs())})`,
      () => JSON.stringify(this.paragraphs()) === JSON.stringify(expected),
    );
  }

  get isOpen(): boolean {
    return this.provider.shouldConnect;
  }

  disconnect(): void {
    this.provider.disconnect();
  }

  connect(): void {
    this.provider.connect();
  }

  close(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
