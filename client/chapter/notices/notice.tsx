import type { ReactNode } from 'react';
import classes from './notice.module.css';

/** A sentence above the text that one must not miss, with what can be done about it. */
export function Notice({
  title,
  tone,
  children,
}: {
  title?: string;
  /** `alert` is read out at once. */
  tone: 'note' | 'alert';
  children: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'alert' ? 'alert' : 'note'}>
      {title !== undefined && <p className={classes.title}>{title}</p>}
      {children}
    </div>
  );
}
