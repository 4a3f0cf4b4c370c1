import { Button } from '@mantine/core';

/** Loads the page anew. */
export function Reload({ words }: { words: string }) {
  return (
    <Button variant="default" size="compact-sm" onClick={() => window.location.reload()}>
      {words}
    </Button>
  );
}
