import { type ErrorCode, errorCodes } from './codes.ts';

/** What an error message may name: the parts of a text in braces. */
export type ErrorArguments = Readonly<Record<string, string | number>>;

export interface PlatformErrorOptions {
  readonly args?: ErrorArguments;
  readonly cause?: unknown;
  /** Whether the same call may succeed later without anybody doing anything; the code's own default otherwise. */
  readonly retryable?: boolean;
}

/**
 * The one class of failure. A refusal by a server is a value (an import report); a bug is an assertion; all else that
 * stops an operation is one of these, with a stable code whose text and hint exist in French and English (`codes.ts`).
 */
export class PlatformError extends Error {
  readonly code: ErrorCode;
  readonly args: ErrorArguments;
  readonly retryable: boolean;

  constructor(code: ErrorCode, options: PlatformErrorOptions = {}) {
    super(`${code}: ${fill(errorCodes[code].en.message, options.args ?? {})}`, { cause: options.cause });
    this.name = 'PlatformError';
    this.code = code;
    this.args = options.args ?? {};
    this.retryable = options.retryable ?? errorCodes[code].retryable ?? false;
  }
}

/** The message and the hint of a failure in the reader's language. */
export function explainError(error: PlatformError, language: 'fr' | 'en'): { message: string; hint: string } {
  const text = errorCodes[error.code][language];
  return { message: fill(text.message, error.args), hint: fill(text.hint, error.args) };
}

function fill(text: string, args: ErrorArguments): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
}
