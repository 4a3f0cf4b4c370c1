import type { ReactNode } from 'react';
import { Emblem } from './emblem.tsx';
import classes from './masthead.module.css';

/** The head of a page about a thing: its emblem if it has one, its name, a line on it, what to do. */
export function Masthead({
  emblem,
  eyebrow,
  title,
  children,
  actions,
}: {
  /** A slug. */
  emblem?: string;
  eyebrow?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className={classes.masthead}>
      {emblem !== undefined && (
        <span className={classes.emblem}>
          <Emblem slug={emblem} size={88} />
        </span>
      )}
      <div className={classes.words}>
        {eyebrow !== undefined && <p className={classes.eyebrow}>{eyebrow}</p>}
        <h1>{title}</h1>
        {children}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
