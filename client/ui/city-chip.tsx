import classes from './city-chip.module.css';
import { Emblem } from './emblem.tsx';

/** A city by its emblem and name, small, for use inside a link or a line. */
export function CityChip({ slug, name }: { slug: string; name: string }) {
  return (
    <span className={classes.chip}>
      <Emblem slug={slug} size={24} />
      <span>{name}</span>
    </span>
  );
}
