import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { type AddressKind, kindOfAddress, type OpenableKind } from './address-kind.ts';

/** Where requests may go. Whoever can name an address must not reach, through us, what only our machine can reach. */
export interface OutgoingPolicy {
  /** Kinds that are open beside public and private addresses. */
  readonly allowed: readonly OpenableKind[];
  /** How names are resolved; the system's way when absent. */
  readonly lookup?: LookupFunction | undefined;
}

/** What a server showed of itself. */
export interface PeerCertificate {
  readonly endsAt: Date;
  readonly issuer: string;
}

export interface ConnectorOptions {
  /** Any address when absent: for a server that the caller has started itself. */
  readonly policy?: OutgoingPolicy | undefined;
  readonly timeoutMs: number;
  readonly allowSelfSigned?: boolean | undefined;
  readonly onCertificate?: ((certificate: PeerCertificate) => void) | undefined;
}

/**
 * Connects, where the policy lets it. A name is resolved once for each connection, and the address that was looked at is the one that is
 * connected to: a name that leads elsewhere a moment later (DNS rebinding) leads nowhere. TLS is 1.2 at least.
 * The connection fails with PlatformError OUTGOING_ADDRESS_FORBIDDEN where the address is not open.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { policy } = options;
  const connect = buildConnector({
    timeout: options.timeoutMs,
    rejectUnauthorized: !(options.allowSelfSigned ?? false),
    minVersion: 'TLSv1.2',
    ...(policy && { lookup: guardedLookup(policy) }),
  });
  return (target, callback) => {
    // An address that needs no resolving is never looked up.
    const forbidden =
      policy && isIP(target.hostname) !== 0 ? findForbidden(policy, target.hostname, [target.hostname]) : undefined;
    if (forbidden !== undefined) {
      callback(forbidden, null);
      return;
    }
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      if (socket instanceof TLSSocket) tellCertificate(socket, options);
      callback(null, socket);
    });
  };
}

/** A dispatcher of undici's for requests to more than one host: notices, a provider of logins. */
export function guardedAgent(options: ConnectorOptions): Agent {
  return new Agent({ connect: guardedConnector(options) });
}

function guardedLookup(policy: OutgoingPolicy): LookupFunction {
  const resolve = policy.lookup ?? systemLookup;
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, addresses, family) => {
      const found = error ? [] : [addresses].flat().map((each) => (typeof each === 'string' ? each : each.address));
      const forbidden = findForbidden(policy, hostname, found);
      callback(forbidden ?? error, addresses, family);
    });
  };
}

/** One forbidden address among several is enough: a host that is here and inside is up to no good, or badly set up. */
function findForbidden(policy: OutgoingPolicy, host: string, addresses: readonly string[]): PlatformError | undefined {
  const open: readonly AddressKind[] = ['public', 'private', ...policy.allowed];
  const address = addresses.find((each) => !open.includes(kindOfAddress(each)));
  if (address === undefined) return undefined;
  return new PlatformError('OUTGOING_ADDRESS_FORBIDDEN', { args: { host, ip: address, kind: kindOfAddress(address) } });
}

function tellCertificate(socket: TLSSocket, { onCertificate }: ConnectorOptions): void {
  const { valid_to: validTo, issuer } = socket.getPeerCertificate();
  const endsAt = new Date(validTo ?? '');
  // A session that was taken up again shows no certificate.
  if (Number.isNaN(endsAt.getTime())) return;
  onCertificate?.({ endsAt, issuer: [issuer?.O ?? issuer?.CN ?? ''].flat().join(', ') });
}
