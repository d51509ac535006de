import type { ArchiveCheck } from '../archive/check-archive.ts';
import type { PlatformError } from '../model/errors/platform-error.ts';
import type { WritableInstance } from '../model/instance.ts';
import type { Bilingual, Language } from '../model/language.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunRequest } from '../replication/run-request.ts';
import type { Store } from '../store/open-store.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { Terminal } from './terminal.ts';

/** Everything that commands are given; `app/compose.ts` makes it. */
export interface Cli {
  readonly version: string;
  readonly language: Language;
  readonly terminal: Terminal;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly dataDirectory: string;
  /** The variables of the environment that Relais reads, for the help. */
  readonly variables: readonly DescribedVariable[];
  /** Credentials of the environment: `RELAIS_<prefix>_USERNAME`, `_PASSWORD`, `_TOKEN`. */
  findCredentials(prefix: string): EnvironmentCredentials;
  openStore(): Promise<Store>;
  openVault(): Promise<OpenVault>;
  /** Opens one instance; its account is checked for the role that it is to have, if any. */
  connect(place: InstancePlace, options: ConnectionOptions): Promise<ConnectedInstance>;
  /** Opens both sides of a run, and makes sure that they are not one and the same instance. */
  connectBoth(
    source: InstancePlace,
    target: InstancePlace,
    onWait: (wait: Wait) => void,
    sourceRole?: 'source' | 'partialSource',
  ): Promise<ConnectedPair>;
  /** Looks at every byte of an archive. */
  checkArchive(directory: string): Promise<ArchiveCheck>;
  replicate(request: RunRequest): Promise<RunOutcome>;
  /** The command that starts another Relais like this one, its arguments to follow. */
  readonly selfCommand: readonly [string, ...string[]];
}

export interface DescribedVariable {
  readonly name: string;
  readonly description: Bilingual;
  readonly default: Bilingual;
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

/** An instance that is a directory of files; nothing is needed to open it. */
export interface ArchivePlace {
  readonly directory: string;
}

export type InstancePlace = InstanceLogin | ArchivePlace;

export function isArchivePlace(place: InstancePlace): place is ArchivePlace {
  return 'directory' in place;
}

export interface ConnectionOptions {
  readonly role?: 'source' | 'partialSource' | 'target' | undefined;
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** An instance did not answer, and will be asked again. */
export interface Wait {
  readonly instance: string;
  readonly failure: PlatformError;
  readonly waitMs: number;
}

export interface ConnectedPair {
  readonly source: ConnectedInstance;
  readonly target: ConnectedInstance;
  close(): Promise<void>;
}

export type ConnectedInstance = WritableInstance & { close(): Promise<void> };
