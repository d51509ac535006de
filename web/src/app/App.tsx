import { CssVariables } from '@dhis2-ui/css';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Announcer } from '../components/Announcer.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Screens } from './Screens.tsx';

export function App({ client }: { readonly client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <CssVariables colors elevations />
      <Announcer>
        <ErrorBoundary>
          <ConnectionNotice />
          <Screens />
        </ErrorBoundary>
      </Announcer>
    </QueryClientProvider>
  );
}
