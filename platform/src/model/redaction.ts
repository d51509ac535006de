/** What stands for a secret that was left out. */
export const redacted = '…';

/** How the name of a key ends whose value is a secret, in small letters only: `newPassword`, `api_key`, `Set-Cookie`. */
const secretEndings =
  /(password|passwd|pwd|passphrase|secrets?|tokens?|authorization|cookies?|apikey|privatekey|credentials?|csrf|otp|recoverycodes?|jsessionid)$/;

/** Whether there is one (`hasPassword: true`) is no secret. */
function isSecret(key: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false;
  return secretEndings.test(key.toLowerCase().replace(/[^a-z]/g, ''));
}

/** Credentials inside a URL, and what stands behind `Basic`, `Bearer` or `ApiToken`, in a text for people. */
function redactText(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*(?::[^\s/@]*)?@/gi, `$1${redacted}@`)
    .replace(/\b(Basic|Bearer|ApiToken)\s+[A-Za-z0-9+/=._~-]{6,}/g, `$1 ${redacted}`)
    .replace(/\bd2pa?t_[A-Za-z0-9]{8,}/g, redacted);
}

/**
 * A value without its secrets, for logs and for the audit trail: masked by the key they stand under, and in texts where
 * they look like one. Errors become their name, code and message. Cyclic structures are cut.
 */
export function withoutSecrets(value: unknown): unknown {
  return copy(value, new Set());
}

function copy(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (above.has(value)) return redacted;
  const path = new Set([...above, value]);
  if (Array.isArray(value)) return value.map((item) => copy(item, path));
  if (value instanceof Error) return copyError(value, path);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecret(key, item) ? redacted : copy(item, path)]),
  );
}

function copyError(error: Error, path: ReadonlySet<object>): unknown {
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: copy(error.cause, path) };
  return { name: error.name, ...code, message: redactText(error.message), ...cause };
}
