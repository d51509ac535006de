import { withoutSecrets } from './redaction.ts';

const longestArgument = 120;

/**
 * What an event names, fit to leave the house: one line, without anything that looks like a secret, not longer than a name. Names are given by
 * people, and an address may stand in place of one.
 */
export function safeArguments(args: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'number' ? value : safeLabel(value)]),
  );
}

/** The same for one name: an address becomes its host and path, an archive's directory its last part. */
export function safeLabel(text: string): string {
  const [, directory] = /^archive:(.*)$/s.exec(text) ?? [];
  const label =
    directory === undefined ? withoutQuery(text) : `archive:${directory.split('/').filter(Boolean).at(-1) ?? ''}`;
  const line = String(withoutSecrets(label))
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return line.length > longestArgument ? `${line.slice(0, longestArgument - 1).toWellFormed()}…` : line;
}

function withoutQuery(text: string): string {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  return url === null ? text : (url.host + url.pathname).replace(/\/+$/, '');
}
