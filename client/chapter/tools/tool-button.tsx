import type { Icon } from '@tabler/icons-react';
import type { ComponentProps, MouseEvent } from 'react';
import classes from './toolbar.module.css';

/** A pointer on a tool must not take the cursor out of the text. */
function keepCursor(event: MouseEvent): void {
  event.preventDefault();
}

/** One tool: a sign with a name; pressed while the text at the cursor is what it makes. */
export function ToolButton({
  label,
  icon: Sign,
  isOn,
  isOff,
  onClick,
  children,
  ...rest
}: ComponentProps<'button'> & {
  label: string;
  icon?: Icon;
  /** Undefined for tools that are not switches. */
  isOn?: boolean | undefined;
  /** Cannot be used here; stays reachable, so that arrow keys do not jump. */
  isOff?: boolean;
}) {
  return (
    <button
      onMouseDown={keepCursor}
      {...rest}
      type="button"
      data-tool
      className={classes.tool}
      aria-label={label}
      aria-pressed={isOn}
      aria-disabled={isOff}
      title={label}
      onClick={isOff === true ? undefined : onClick}
    >
      {Sign !== undefined && <Sign size={19} stroke={1.75} aria-hidden="true" />}
      {children}
    </button>
  );
}
