import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { watchWidth } from '#client/lib/watch-width.ts';

/** Around a table: takes the focus while the table is wider than the page, so that keys move it. */
export function TableFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('chapter');
  const frame = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => (frame.current ? watchWidth(frame.current, setWide) : undefined), []);
  const focusable = isWide && { tabIndex: 0, role: 'region', 'aria-label': t('table.wide') };
  return (
    <div ref={frame} className="tableWrapper" {...focusable}>
      {children}
    </div>
  );
}
