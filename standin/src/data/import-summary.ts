import type { Instance } from '../instance.ts';
import { type WebMessage, webMessage } from '../web-message.ts';
import { fillMessage } from './error-codes.ts';
import { CONFLICT_KINDS } from './import-conflicts.ts';

/** One conflict of an import; the same conflict of several values is one entry with several indexes. */
export interface ImportConflict {
  object?: string;
  objects?: Record<string, string>;
  value: string;
  errorCode?: string;
  property?: string;
  indexes?: number[];
}

export interface ImportCount {
  imported: number;
  updated: number;
  ignored: number;
  deleted: number;
}

/** What an import of data values or registrations gathers up while it runs. */
export class ImportSummary {
  status: 'SUCCESS' | 'WARNING' | 'ERROR' = 'SUCCESS';
  description: string | undefined = undefined;
  dataSetComplete: string | undefined = undefined;
  readonly importCount: ImportCount = { imported: 0, updated: 0, ignored: 0, deleted: 0 };
  readonly #conflicts = new Map<string, ImportConflict>();
  readonly #rejected = new Set<number>();

  get conflicts(): readonly ImportConflict[] {
    return [...this.#conflicts.values()];
  }

  get hasConflicts(): boolean {
    return this.#conflicts.size > 0;
  }

  /** Records a conflict with a code; `index` is the value's place in the body, or undefined for the whole body. */
  addConflict(errorCode: string, args: readonly string[], index?: number): void {
    const { property, objects: names, message } = CONFLICT_KINDS[errorCode] ?? { objects: [], message: errorCode };
    const objects: Record<string, string> = {};
    for (const [place, name] of names.entries()) objects[name] = args[place] ?? 'null';
    const first = Object.values(objects)[0];
    this.add({
      ...(first === undefined ? {} : { object: first }),
      objects,
      value: fillMessage(message, args),
      errorCode,
      ...(property === undefined ? {} : { property }),
      ...(index === undefined ? {} : { indexes: [index] }),
    });
  }

  /** Records a conflict that has no code, as completeness registrations have them. */
  addPlainConflict(object: string, value: string): void {
    this.add({ object, value });
  }

  add(conflict: ImportConflict): void {
    const key = `${conflict.errorCode ?? conflict.value}:${JSON.stringify(conflict.objects ?? conflict.object)}`;
    const known = this.#conflicts.get(key);
    if (known?.indexes && conflict.indexes) known.indexes.push(...conflict.indexes);
    else if (!known) this.#conflicts.set(key, conflict);
  }

  reject(index: number): void {
    this.#rejected.add(index);
  }

  /** The summary as JSON; up to 2.41 with `responseType` first, which is not to be told apart. */
  toJson(importOptions: unknown): Record<string, unknown> {
    return {
      responseType: 'ImportSummary',
      status: this.status,
      importOptions,
      ...(this.description === undefined ? {} : { description: this.description }),
      importCount: { ...this.importCount },
      conflicts: this.conflicts,
      rejectedIndexes: [...this.#rejected].sort((a, b) => a - b),
      ...(this.dataSetComplete === undefined ? {} : { dataSetComplete: this.dataSetComplete }),
    };
  }
}

/**
 * The answer to a synchronous import (WebMessageUtils.importSummary): 409 for ERROR, and up to 2.42 for WARNING too;
 * 2.43 answers WARNING with 200 (2.43-observed.md).
 */
export function importSummaryMessage(instance: Instance, summary: ImportSummary, importOptions: unknown): WebMessage {
  const response = summary.toJson(importOptions);
  if (summary.status === 'SUCCESS') return webMessage(200, 'Import was successful.', { response });
  const isWarning = summary.status === 'WARNING';
  const message = isWarning
    ? 'One more conflicts encountered, please check import summary.'
    : 'An error occurred, please check import summary.';
  const code = isWarning && instance.minor >= 43 ? 200 : 409;
  return webMessage(code, message, { status: summary.status === 'WARNING' ? 'WARNING' : 'ERROR', response });
}
