import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { readLinkAddress } from './link-address.ts';
import { linkAtCursor, removeLink, setLink } from './link-at-cursor.ts';

export interface LinkForm {
  /** Whether a link is there already, which can be taken away. */
  readonly isThere: boolean;
  /** Whether nothing is selected, so that words are asked for too; the address stands in for them. */
  readonly needsWords: boolean;
  readonly words: string;
  readonly setWords: (words: string) => void;
  /** The address as typed. */
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** Puts in the address of a chapter; what was said of the one before still stands. */
  readonly pick: (address: string) => void;
  /** What is wrong with the address; null until somebody tried to set it. */
  readonly fault: 'empty' | 'refused' | null;
  readonly isEmpty: boolean;
  /** Makes the link, or says what is wrong with its address. */
  readonly set: () => void;
  readonly remove: () => void;
}

/** The link at the cursor, or a new one, while it is being written. `close` is called when it is done. */
export function useLinkForm(editor: Editor, close: () => void): LinkForm {
  const [before] = useState(() => linkAtCursor(editor));
  const [typed, setTyped] = useState(before.href);
  const [words, setWords] = useState('');
  const [isChecked, setChecked] = useState(false);
  const address = readLinkAddress(typed);
  const needsWords = !before.hasWords;
  return {
    isThere: before.href !== '',
    needsWords,
    words,
    setWords,
    typed,
    type: (text) => {
      setTyped(text);
      setChecked(false);
    },
    pick: setTyped,
    fault: isChecked && address.kind !== 'good' ? address.kind : null,
    isEmpty: needsWords && words.trim() === '' && typed === '',
    set: () => {
      setChecked(true);
      if (address.kind !== 'good') return;
      setLink(editor, address.href, needsWords ? words.trim() || typed.trim() : null);
      close();
    },
    remove: () => {
      removeLink(editor);
      close();
    },
  };
}
