import { userInfo } from 'node:os';

/** Who types a command, for the history of a run: the account of this machine. A container may have none. */
export function whoTypes(): string {
  try {
    return userInfo().username;
  } catch {
    return 'relais';
  }
}
