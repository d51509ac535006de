import { PlatformError } from '../model/errors/platform-error.ts';

/** Where an instance lives: `origin` is scheme, host and port; `contextPath` is empty or starts with a slash. */
export interface InstanceAddress {
  readonly address: string;
  readonly origin: string;
  readonly contextPath: string;
}

/**
 * Normalises what a user typed: scheme and host in lower case, no default port, no slash at the end, no `/api`.
 * @throws PlatformError DHIS2_ADDRESS_INVALID when it is no http(s) URL, or holds a password (it would be logged).
 */
export function parseAddress(text: string): InstanceAddress {
  const url = URL.parse(text.trim());
  const invalid = url === null || !/^https?:$/.test(url.protocol) || url.hostname === '';
  if (invalid || url.username !== '' || url.password !== '') {
    throw new PlatformError('DHIS2_ADDRESS_INVALID', { args: { address: text.replace(/\/\/[^/@]*@/, '//') } });
  }
  const contextPath = url.pathname.replace(/\/+$/, '').replace(/\/api$/, '');
  return { address: url.origin + contextPath, origin: url.origin, contextPath };
}

/** Whether two addresses are written for the same place; the ways to say "this machine" are one. */
export function isSameAddress(left: string, right: string): boolean {
  return addressKey(left) === addressKey(right);
}

/** The same text for every way to write an address. */
export function addressKey(text: string): string {
  const { origin, contextPath } = parseAddress(text);
  const url = new URL(origin);
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return `${loopback ? 'localhost' : url.hostname.replace(/\.$/, '')}:${port}${contextPath}`;
}
