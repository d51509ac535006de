import { fillMessage } from '../data/error-codes.ts';
import type { TrackerType } from './model.ts';
import type { PayloadAny } from './payload.ts';
import { validationMessage } from './validation-messages.ts';

/** One entry of a validation report. */
export interface ErrorReport {
  readonly message: string;
  readonly errorCode: string;
  readonly trackerType: TrackerType;
  readonly uid: string;
  /** Since 2.41. */
  readonly args?: readonly string[];
}

/** An argument that reads otherwise in the message than in `args`, where it is the server's own rendering. */
export interface Argument {
  readonly inMessage: string;
  readonly inArgs: string;
}

/** A reference as `args` shows it: the server's rendering of a MetadataIdentifier. */
export function identifier(id: string | undefined): Argument {
  const text = id ?? 'null';
  return { inMessage: text, inArgs: `MetadataIdentifier(idScheme=UID, identifier=${text}, attributeValue=null)` };
}

/** Gathers what is wrong with the objects of an import. */
export class Reporter {
  readonly errors: ErrorReport[] = [];
  readonly warnings: ErrorReport[] = [];
  readonly #invalid = new Set<string>();
  readonly minor: number;

  constructor(minor: number) {
    this.minor = minor;
  }

  error(object: PayloadAny, errorCode: string, ...args: readonly (string | Argument | undefined)[]): void {
    this.errors.push(this.#report(object, errorCode, args));
    this.#invalid.add(`${object.kind}:${object.uid}`);
  }

  warning(object: PayloadAny, errorCode: string, ...args: readonly (string | Argument | undefined)[]): void {
    this.warnings.push(this.#report(object, errorCode, args));
  }

  isInvalid(kind: TrackerType, uid: string): boolean {
    return this.#invalid.has(`${kind}:${uid}`);
  }

  /** How many errors an object has, to see whether a check added one. */
  get count(): number {
    return this.errors.length;
  }

  #report(object: PayloadAny, errorCode: string, args: readonly (string | Argument | undefined)[]): ErrorReport {
    const given = args.map((arg) =>
      typeof arg === 'object' ? arg : { inMessage: arg ?? 'null', inArgs: arg ?? 'null' },
    );
    const message = fillMessage(
      validationMessage(this.minor, errorCode),
      given.map((arg) => arg.inMessage),
    );
    return {
      message,
      errorCode,
      trackerType: object.kind,
      uid: object.uid,
      ...(this.minor >= 41 ? { args: given.map((arg) => arg.inArgs) } : {}),
    };
  }
}
