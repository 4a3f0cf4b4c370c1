/** Something that was just done, and how to take it back. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

type Listener = () => void;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<Listener>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says what was done; with `undo` also offers to take it back for as long as it is shown. */
export function showToast(text: string, undo?: () => void): void {
  lastId += 1;
  const toast = undo === undefined ? { id: lastId, text } : { id: lastId, text, undo };
  // Three at most: older ones have been read.
  change([...toasts, toast].slice(-3));
}

/** Takes one away; nothing happens when it is gone already. */
export function dropToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** For `useSyncExternalStore`. */
export function currentToasts(): readonly Toast[] {
  return toasts;
}

/** For `useSyncExternalStore`. */
export function subscribeToasts(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
