import type { LogInAnswer } from '@relais/contract/session.ts';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { sessionKey } from '../../api/session.ts';

/** What becomes of the answer to a login: somebody is in, or a code of their telephone is wanted. */
export function useEntering(
  client: QueryClient,
  askForCode: (challenge: string) => void,
): (answer: LogInAnswer) => void {
  return useCallback(
    (answer) => {
      if (answer.kind === 'second-factor') askForCode(answer.challenge);
      else void client.invalidateQueries({ queryKey: sessionKey });
    },
    [client, askForCode],
  );
}
