import { Button, CloseButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { currentToasts, dropToast, isLasting, subscribeToasts, type Toast } from './toast-store.ts';
import classes from './toasts.module.css';

/** How long a toast stays when nobody points at it or has the focus in it. */
const SHOWN_FOR = 10_000;

/** Where toasts appear; once on the page. Read out politely when one comes. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts);
  return (
    <section aria-label={t('toasts')} aria-live="polite" className={classes.toasts}>
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const [isHeld, setHeld] = useState(false);
  const { undo, unsaved, way } = toast;
  const stays = isHeld || isLasting(toast);
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dropToast(toast.id), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [stays, toast.id]);
  const end = (then?: () => void) => {
    dropToast(toast.id);
    then?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going.
    <div
      className={classes.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {undo !== undefined && (
        <Button variant="default" size="compact-sm" onClick={() => end(undo)}>
          {t('undo')}
        </Button>
      )}
      {unsaved !== undefined && (
        <Button variant="default" size="compact-sm" onClick={() => end(unsaved.again)}>
          {t('again')}
        </Button>
      )}
      {way !== undefined && (
        <Button variant="default" size="compact-sm" onClick={() => end(way.go)}>
          {way.label}
        </Button>
      )}
      <CloseButton
        aria-label={t(unsaved === undefined ? 'close' : 'giveUp')}
        size="sm"
        onClick={() => end(unsaved?.giveUp)}
      />
    </div>
  );
}
