import { CORE_SLUG, emblemPaths, FIELD } from '#shared/emblem/emblem.ts';
import { accentStyle } from './accent-style.ts';
import classes from './emblem.module.css';

/** A city's drawing, in its accent. Decorative: the city's name always stands beside it. */
export function Emblem({ slug, size }: { slug: string; size: number }) {
  const paths = emblemPaths(slug);
  return (
    <svg
      aria-hidden="true"
      className={classes.emblem}
      style={accentStyle(slug)}
      width={size}
      height={size}
      viewBox={`-0.5 -0.5 ${FIELD + 1} ${FIELD + 1}`}
    >
      <rect className={classes.ground} x="-0.5" y="-0.5" width="5" height="5" rx="0.6" />
      <path className={classes.soft} d={paths.soft} />
      <path className={classes.accent} d={paths.accent} />
    </svg>
  );
}

/** A handbook's drawing, as wide as what it stands in: shapes of its own, in the core's ink-blue. */
export function CoverField({ slug }: { slug: string }) {
  const paths = emblemPaths(slug);
  return (
    <svg
      aria-hidden="true"
      className={classes.field}
      style={accentStyle(CORE_SLUG)}
      viewBox={`0 0 ${FIELD} ${FIELD}`}
    >
      <path className={classes.soft} d={paths.soft} />
      <path className={classes.accent} d={paths.accent} />
    </svg>
  );
}
