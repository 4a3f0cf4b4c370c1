import type { Editor } from '@tiptap/core';
import { useCallback, useSyncExternalStore } from 'react';
import { undoManager } from './undo-manager.ts';

const CHANGES = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;

/** Whether there is something of one's own to take back, or to do again. */
export function useUndo(editor: Editor): { canUndo: boolean; canRedo: boolean } {
  const manager = undoManager(editor);
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const change of CHANGES) manager?.on(change, listener);
      return () => {
        for (const change of CHANGES) manager?.off(change, listener);
      };
    },
    [manager],
  );
  const canUndo = useSyncExternalStore(subscribe, () => (manager?.undoStack.length ?? 0) > 0);
  const canRedo = useSyncExternalStore(subscribe, () => (manager?.redoStack.length ?? 0) > 0);
  return { canUndo, canRedo };
}
