import { ActionIcon } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './reorder-row.module.css';
import type { Handle } from './use-reorder.ts';

/** A row of a list that can be put in order, with the handle that moves it. */
export function ReorderRow({
  name,
  isDragged,
  handle,
  className = '',
  children,
}: {
  /** What the row is about, for those who hear the handle. */
  name: string;
  isDragged: boolean;
  /** Undefined for those who may not move it. */
  handle: Handle | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <li className={`${classes.row} ${className}`} data-dragged={isDragged}>
      {handle !== undefined && (
        <ActionIcon
          className={classes.handle}
          size={28}
          aria-label={t('move', { name })}
          aria-roledescription={t('moveKind')}
          {...handle}
        >
          <IconGripVertical size={16} stroke={1.5} aria-hidden="true" />
        </ActionIcon>
      )}
      {children}
    </li>
  );
}
