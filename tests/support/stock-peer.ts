/** A program at a chapter: the stock y-websocket client with a bearer token, against a real server. */
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { plainText, readChapter } from '#shared/content/content.ts';
import { epochText } from '#shared/protocol/protocol.ts';

/** Kind 100: how many of this connection's messages are on disk. */
const ACKNOWLEDGED = 100;

export interface StockPeer {
  /** What stands in the chapter, as this peer knows it. */
  text(): string;
  /** Adds a paragraph at the end. */
  write(words: string): void;
  /** Says this of itself to the others, as its caret's place is said. */
  say(state: Readonly<Record<string, unknown>>): void;
  /** Changes the live text itself in one transaction. */
  change(how: (text: Y.XmlFragment) => void): void;
  /** How many of this peer's messages the server has said to be on disk. */
  acknowledgedCount(): number;
  /** Whether all that this peer has written is on disk, deletions that came alone aside. */
  isSaved(): boolean;
  /** The code with which the server closed last; undefined as long as it has not. */
  closeCode(): number | undefined;
  /** Goes to another server with the text and the epoch it knows; resolves when it is in or refused. */
  returnTo(url: string): Promise<void>;
  close(): void;
}

/** Joins, and resolves when the chapter's text is there. */
export async function joinChapter(
  url: string,
  { chapterId, token }: { readonly chapterId: string; readonly token: string },
): Promise<StockPeer> {
  const doc = new Y.Doc();
  let count = 0;
  let saved = new Map<number, number>();
  let code: number | undefined;
  let params: Record<string, string> = { ack: '1' };
  class WithToken extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { authorization: `Bearer ${token}` } });
    }
  }

  /** Resolves when the chapter is there, or when the server has closed. */
  const connect = async (to: string): Promise<WebsocketProvider> => {
    const provider = new WebsocketProvider(`${to.replace(/^http/, 'ws')}/sync`, chapterId, doc, {
      // Node's own WebSocket cannot send headers; this one differs only in types nobody uses here.
      WebSocketPolyfill: WithToken as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      params,
    });
    provider.messageHandlers[ACKNOWLEDGED] = (_encoder, decoder) => {
      count = decoding.readVarUint(decoder);
      saved = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
      decoding.readVarUint(decoder);
      params = { ack: '1', epoch: epochText(decoding.readVarUint8Array(decoder)) };
    };
    await new Promise<void>((resolve) => {
      provider.on('sync', (isSynced: boolean) => isSynced && resolve());
      provider.on('connection-close', (event) => {
        code = event?.code ?? code;
        resolve();
      });
    });
    return provider;
  };

  let provider = await connect(url);
  return {
    text: () => plainText(readChapter(doc)),
    write: (words) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      const text = doc.getXmlFragment('default');
      text.insert(text.length, [paragraph]);
    },
    say: (state) => provider.awareness.setLocalState({ ...state }),
    change: (how) => doc.transact(() => how(doc.getXmlFragment('default'))),
    acknowledgedCount: () => count,
    isSaved: () => (saved.get(doc.clientID) ?? 0) >= Y.getState(doc.store, doc.clientID),
    closeCode: () => code,
    returnTo: async (to) => {
      provider.destroy();
      provider = await connect(to);
    },
    close: () => {
      provider.destroy();
      doc.destroy();
    },
  };
}
