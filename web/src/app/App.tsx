import { CssVariables } from '@dhis2-ui/css';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createQueryClient } from '../api/query-client.ts';
import { Announcer } from '../components/Announcer.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Screens } from './Screens.tsx';

export function App() {
  const [client] = useState(createQueryClient);
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
