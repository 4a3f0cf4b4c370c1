/** The door to the shared pieces of every screen. */
export { accentStyle } from './accent-style.ts';
export { CityChip } from './city-chip.tsx';
export { CoverField, Emblem } from './emblem.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorNote, useErrorWords } from './error-note.tsx';
export { ButtonLink, QuietLink } from './links.tsx';
export { Masthead } from './masthead.tsx';
export { type Crumb, Page } from './page.tsx';
export { ReorderRow } from './reorder-row.tsx';
export { SaveState, type Saving } from './save-state.tsx';
export { Section } from './section.tsx';
export { Skeleton } from './skeleton.tsx';
export { showToast } from './toast-store.ts';
export { Toasts } from './toasts.tsx';
export { useAutosave } from './use-autosave.ts';
export { type Form, useForm } from './use-form.ts';
export { type Handle, moved, useReorder } from './use-reorder.ts';
export { useUndoable } from './use-undoable.ts';
