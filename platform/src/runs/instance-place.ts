import type { Timeouts } from '../dhis2/http-attempt.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { RequestGate } from '../dhis2/request-gate.ts';
import type { RetryPolicy } from '../dhis2/retry.ts';
import type { Transport } from '../dhis2/transport.ts';
import type { PlatformError } from '../model/errors/platform-error.ts';
import type { WritableInstance } from '../model/instance.ts';

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
  /** What holds requests to an address back; nothing where absent. */
  readonly gateFor?: ((address: string) => RequestGate) | undefined;
  /** Where connections may go. */
  readonly outgoing: OutgoingPolicy;
  /** How long a request waits; as usual where absent. */
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** How patiently requests are sent again once the instance was found fit. */
  readonly retryPolicy?: RetryPolicy | undefined;
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

export type ConnectedInstance = WritableInstance & {
  /** The line to a server; an archive has none. */
  readonly transport?: Pick<Transport, 'traffic' | 'certificate' | 'exchange' | 'address'> | undefined;
  close(): Promise<void>;
};
