import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect } from 'react';

const CONTROLS = 'button[data-tool]:not([hidden])';

/**
 * One stop of the Tab key for a whole toolbar: arrow keys, Home and End go from control to control,
 * and Tab comes back to the one used last. Escape leaves it. Controls are buttons marked `data-tool`.
 */
export function useRoving(
  toolbar: RefObject<HTMLElement | null>,
  leave: () => void,
): {
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
} {
  // After every drawing, since controls come and go with the cursor.
  useLayoutEffect(() => {
    const controls = controlsOf(toolbar.current);
    const current = controls.find((one) => one.tabIndex === 0 && one.dataset.stop === 'true');
    makeStop(controls, current ?? controls[0]);
  });
  return {
    onFocus: ({ target }) => {
      const controls = controlsOf(toolbar.current);
      const control = controls.find((one) => one === target);
      if (control) makeStop(controls, control);
    },
    onKeyDown: (event) => {
      const controls = controlsOf(toolbar.current);
      const { target } = event;
      const at = target instanceof HTMLElement ? controls.indexOf(target) : -1;
      if (at !== -1 && event.key === 'Escape') leave();
      const next = at === -1 ? undefined : controls[indexAfter(event, at, controls.length)];
      if (!next || next === target) return;
      event.preventDefault();
      next.focus();
    },
  };
}

function controlsOf(toolbar: HTMLElement | null): HTMLElement[] {
  return [...(toolbar?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])];
}

function makeStop(controls: readonly HTMLElement[], stop: HTMLElement | undefined): void {
  for (const control of controls) {
    control.tabIndex = control === stop ? 0 : -1;
    control.dataset.stop = String(control === stop);
  }
}

function indexAfter(event: KeyboardEvent<HTMLElement>, at: number, count: number): number {
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
  const ahead = isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const back = isRightToLeft ? 'ArrowRight' : 'ArrowLeft';
  switch (event.key) {
    case ahead:
      return (at + 1) % count;
    case back:
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return at;
  }
}
