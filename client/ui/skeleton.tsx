import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './skeleton.module.css';

const SHAPES = {
  page: ['title', 'line', 'gap', 'row', 'row', 'row', 'row'],
  rows: ['row', 'row', 'row', 'row'],
  covers: ['cover', 'cover', 'cover'],
  text: ['title', 'line', 'line', 'line', 'line', 'gap', 'line', 'line', 'line'],
  form: ['field', 'field', 'field'],
} as const;

/** The shape of what comes, faint, so that nothing jumps when it is there. Says “loading” once. */
export function Skeleton({ shape }: { shape: keyof typeof SHAPES }) {
  const { t } = useTranslation();
  return (
    <div className={classes.skeleton} data-shape={shape} role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {SHAPES[shape].map((piece, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a shape never change places.
        <span key={place} className={`${classes.piece} ${classes[piece]}`} />
      ))}
    </div>
  );
}
