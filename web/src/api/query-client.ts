import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isSignedOut } from './api-failure.ts';
import { sessionKey } from './session.ts';

/** What is asked again where it fails: only what a lost line or a service that restarts may explain. */
function mayHelp(attempts: number, error: Error): boolean {
  if (error instanceof ApiProblem) return error.problem.status >= 502 && attempts < 3;
  return error.name === 'ConnectionLost' && attempts < 3;
}

export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    // Whoever was in is so no more: the page asks them to sign in again where they are.
    if (isSignedOut(error)) client.setQueryData(sessionKey, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // Whether there is a line is found by asking (`ConnectionNotice`): browsers are wrong about it on networks of their own.
      queries: { retry: mayHelp, staleTime: 5_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
