import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import type { OpenRoom, RoomView } from './room.ts';

export function openStockRoom(chapterId: string): OpenRoom {
  const doc = new Doc();
  const { protocol, host } = window.location;
  const provider = new WebsocketProvider(
    `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`,
    chapterId,
    doc,
    { disableBc: true },
  );
  let view: RoomView = {
    isReady: false,
    saving: { kind: 'opening' },
    readOnly: 'no',
    refusal: null,
    dropped: [],
  };
  const listeners = new Set<() => void>();
  const set = (next: Partial<RoomView>) => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };
  provider.on('sync', (isSynced: boolean) => {
    if (isSynced) set({ isReady: true, saving: { kind: 'saved' } });
    else set({ saving: { kind: 'offline', isWaiting: false } });
  });
  return {
    doc,
    awareness: provider.awareness,
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ownText: () => '',
    putBack: () => {},
    leaveOut: () => {},
    close: () => {
      provider.destroy();
      doc.destroy();
    },
  };
}
