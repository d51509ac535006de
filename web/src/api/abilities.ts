import type { Account } from '@relais/contract/session.ts';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';

/** What somebody may do as far as the screens need to know it: what is not offered, and what is. The service decides. */
export interface Abilities {
  readonly username: string;
  /** Users, instances, settings. */
  readonly isAdministrator: boolean;
  /** Runs, replications, schedules; on instances that they have the right for. */
  readonly mayWork: boolean;
  readonly mayWrite: (instance: string) => boolean;
}

export function useAbilities(): Abilities {
  const { data } = useQuery(sessionQuery);
  return abilitiesOf(data ?? undefined);
}

export function abilitiesOf(account: Account | undefined): Abilities {
  const isAdministrator = account?.role === 'administrator';
  const mayWork = isAdministrator || account?.role === 'operator';
  const isWritable = (name: string) => account?.rights.some((right) => right.instance === name && right.mayWrite);
  return {
    username: account?.username ?? '',
    isAdministrator,
    mayWork,
    mayWrite: (name) => mayWork && (isAdministrator || isWritable(name) === true),
  };
}
