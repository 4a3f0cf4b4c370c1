import { Skeleton } from '#client/ui/ui.ts';
import classes from './frame.module.css';

/** A page that is still on its way. */
export function Waiting() {
  return (
    <div className={classes.waiting}>
      <Skeleton shape="page" />
    </div>
  );
}
