import type { ReactNode } from 'react';
import classes from './skip-link.module.css';

/** Leads past what stands above a page's content; seen when the keyboard comes to it. */
export function SkipLink({ to, children }: { to: `#${string}`; children: ReactNode }) {
  return (
    <a href={to} className={classes.skip}>
      {children}
    </a>
  );
}
