/** Something that was just done, and how to take it back; or what could not be done. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
  /** With it the toast stays until somebody chooses. */
  readonly unsaved?: Unsaved;
  /** With it the toast stays until it is not so any more, or somebody has read it. */
  readonly way?: Way;
}

/** Where to go to see to something. */
export interface Way {
  readonly label: string;
  readonly go: () => void;
}

/** What can be done with something that is not saved. */
export interface Unsaved {
  readonly again: () => void;
  readonly giveUp: () => void;
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
  add(toast);
}

/**
 * Says that something is not saved, and stays until it is tried again or given up, or what is returned
 * is called.
 */
export function showUnsaved(text: string, unsaved: Unsaved): () => void {
  lastId += 1;
  const id = lastId;
  add({ id, text, unsaved });
  return () => dropToast(id);
}

/** Says how something stands, and where to see to it, until what is returned is called. */
export function showLasting(text: string, way: Way): () => void {
  lastId += 1;
  const id = lastId;
  add({ id, text, way });
  return () => dropToast(id);
}

/** Whether it stays until somebody chooses, or it is taken away. */
export function isLasting({ unsaved, way }: Toast): boolean {
  return unsaved !== undefined || way !== undefined;
}

function add(toast: Toast): void {
  const passing = toasts.filter((one) => !isLasting(one));
  const says = (one: Toast) => one.text === toast.text && one.undo === undefined;
  // Three that pass at most: older ones have been read. Of the same words the last will do.
  const read = new Set(isLasting(toast) ? [] : [...passing.slice(0, -2), ...passing.filter(says)]);
  change([...toasts.filter((one) => !read.has(one)), toast]);
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
