import { type RefObject, useMemo, useRef, useState } from 'react';
import type { Dialogs } from '../tools/dialogs.ts';
import type { Open, OpenDialog } from './open-dialog.ts';

export interface SheetDialog {
  readonly dialog: OpenDialog;
  readonly open: Open;
  /** What the toolbar opens. */
  readonly tools: Dialogs;
  /** The field in which pictures are chosen; the browser's own dialog belongs to it. */
  readonly files: RefObject<HTMLInputElement | null>;
}

/** Which dialog is open over the text, and the ways to open each. `open` and `tools` stay the same. */
export function useDialogs(): SheetDialog {
  const [dialog, open] = useState<OpenDialog>({ kind: 'none' });
  const files = useRef<HTMLInputElement>(null);
  const tools = useMemo(
    () => ({
      editLink: () => open({ kind: 'link' }),
      addPicture: () => files.current?.click(),
      describePicture: () => open({ kind: 'describe' }),
      addFact: () => open({ kind: 'fact' }),
    }),
    [],
  );
  return { dialog, open, tools, files };
}
