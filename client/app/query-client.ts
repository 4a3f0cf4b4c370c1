import { notifyManager, QueryClient } from '@tanstack/react-query';
import { ApiError } from '#client/api/api.ts';

/** Whether asking once more could help: the network or the server may have been away for a moment. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'offline' || error.code === 'unavailable');
}

// What a key changes is on the screen before the next key: by default it would be a timer later, and
// two quick moves of a row would start from the same place.
notifyManager.setScheduler(queueMicrotask);

/** What the server said, kept for as long as the page is open. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && isPassing(error),
    },
    mutations: { retry: false },
  },
});
