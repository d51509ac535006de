import type { WritableInstance } from '../model/instance.ts';
import type { Language } from '../model/language.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunRequest } from '../replication/run-request.ts';
import type { Store } from '../store/open-store.ts';
import type { Vault } from '../vault/vault.ts';
import type { Terminal } from './terminal.ts';

/** Everything that commands are given; `app/compose.ts` makes it. */
export interface Cli {
  readonly version: string;
  readonly language: Language;
  readonly hasColour: boolean;
  readonly terminal: Terminal;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly dataDirectory: string;
  /** Credentials of the environment: `RELAIS_<prefix>_USERNAME`, `_PASSWORD`, `_TOKEN`. */
  findCredentials(prefix: string): EnvironmentCredentials;
  openStore(): Promise<Store>;
  openVault(): Promise<Vault>;
  connect(login: InstanceLogin): Promise<ConnectedInstance>;
  replicate(request: RunRequest): Promise<RunOutcome>;
  /** The command that starts another Relais like this one, its arguments to follow. */
  readonly selfCommand: readonly [string, ...string[]];
}

export interface EnvironmentCredentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

/** Where an instance is, and what opens it. */
export interface InstanceLogin {
  /** What people call it: its registered name, or its host. */
  readonly name: string;
  readonly url: string;
  readonly credentials:
    | { readonly kind: 'basic'; readonly username: string; readonly password: string }
    | { readonly kind: 'token'; readonly token: string };
  readonly allowSelfSigned: boolean;
}

export type ConnectedInstance = WritableInstance & { close(): Promise<void> };
