import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

/** A part of a page under its heading; a landmark that is named by it. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  /** What stands opposite the heading: a count, a small action. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
