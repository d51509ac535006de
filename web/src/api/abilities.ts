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
  /** Values of persons, whatever the role. */
  readonly mayUnmask: (instance: string) => boolean;
}

export function useAbilities(): Abilities {
  const { data } = useQuery(sessionQuery);
  return abilitiesOf(data ?? undefined);
}

export function abilitiesOf(account: Account | undefined): Abilities {
  const isAdministrator = account?.role === 'administrator';
  const mayWork = isAdministrator || account?.role === 'operator';
  const rightOn = (name: string) => account?.rights.find(({ instance }) => instance === name);
  return {
    username: account?.username ?? '',
    isAdministrator,
    mayWork,
    mayWrite: (name) => mayWork && (isAdministrator || rightOn(name)?.mayWrite === true),
    mayUnmask: (name) => isAdministrator || rightOn(name)?.mayUnmask === true,
  };
}
