import { useEffect } from 'react';

/** Asks before the page is closed or left for another site, while that would lose words. */
export function useLeaveWarning(isRisky: boolean): void {
  useEffect(() => {
    if (!isRisky) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isRisky]);
}
