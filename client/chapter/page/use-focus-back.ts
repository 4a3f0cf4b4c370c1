import { useEffect, useRef } from 'react';

/**
 * Puts the focus back to where it was when a dialog opened over the text, once it is closed; into the
 * text when that is gone. Whatever the dialog put the focus to itself stays.
 */
export function useFocusBack(isOpen: boolean, focusText: () => void): void {
  const fallback = useRef(focusText);
  useEffect(() => {
    fallback.current = focusText;
  }, [focusText]);
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        if (before instanceof HTMLElement && before !== document.body && before.isConnected)
          before.focus({ preventScroll: true });
        else fallback.current();
      });
    };
  }, [isOpen]);
}
