/** The whole of the browser's side: providers around the router. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { theme } from '#client/styles/theme.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

const colorScheme = localStorageColorSchemeManager({ key: 'commonbook-paper' });

/** Shows the page at the browser's address and follows it from there. */
export function App() {
  return (
    // Both stylesheets that Mantine would write into the page are files of ours, so that the page
    // can forbid inline styles.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
