import type { ArchiveCheck } from '../archive/check-archive.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { Bilingual, Language } from '../model/language.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunRequest } from '../replication/run-request.ts';
import type {
  ConnectedInstance,
  ConnectedPair,
  ConnectionOptions,
  InstancePlace,
  Wait,
} from '../runs/instance-place.ts';
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
  /** Where requests may go. */
  readonly outgoing: OutgoingPolicy;
  /** The variables of the environment that Relais reads, for the help. */
  readonly variables: readonly DescribedVariable[];
  /** The service elsewhere that commands are for, and the token for it, as far as the environment names them. */
  readonly remote: { readonly service?: string | undefined; readonly token?: string | undefined };
  /** Credentials of the environment: `RELAIS_<prefix>_USERNAME`, `_PASSWORD`, `_TOKEN`. */
  findCredentials(prefix: string): EnvironmentCredentials;
  openStore(): Promise<Store>;
  /** The database without migrations, to restore into. */
  openStoreAsItIs(): Promise<Store>;
  openVault(): Promise<OpenVault>;
  /** The vault where there are keys already. */
  findVault(): Promise<OpenVault | undefined>;
  /** Puts the keys of a backup where they belong. */
  placeVaultKeys(keys: string): Promise<'placed' | 'not-needed'>;
  /** Opens one instance; its account is checked for the role that it is to have, if any. */
  connect(place: InstancePlace, options: Omit<ConnectionOptions, 'outgoing'>): Promise<ConnectedInstance>;
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
  /** Works on runs until the command is interrupted. */
  runWorker(store: Store, options: { readonly jobs: number }): Promise<void>;
  /** The same, with all else that the service consists of. */
  serve(store: Store, options: ServiceWish): Promise<void>;
  /** The command that starts another Relais like this one, its arguments to follow. */
  readonly selfCommand: readonly [string, ...string[]];
}

export interface ServiceWish {
  readonly jobs: number;
  readonly address: ServiceAddress;
  /** Present where the service is part of a demonstration, which reaches its own machine and tells by itself what there is to see. */
  readonly demonstration?: Demonstration | undefined;
}

export interface Demonstration {
  /** Where the first administrator is led. */
  readonly firstPage: string;
  /** The link is absent where there is an administrator. */
  readonly onOpen: (opened: { readonly url: string; readonly firstLink: string | undefined }) => void;
  /** Ends the service. */
  readonly signal: AbortSignal;
}

/** Where the service listens. */
export interface ServiceAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Files with the certificate and its key; plain HTTP where absent. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
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
