import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** What stands where there is nothing yet: one sentence on what belongs here, and how to begin. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children}
    </div>
  );
}
