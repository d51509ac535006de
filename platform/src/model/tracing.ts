import { createHash } from 'node:crypto';
import {
  type Attributes,
  context,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { PlatformError } from './errors/platform-error.ts';

export type { Attributes, SpanContext };

/** What a span is about: names, numbers and codes, never what a server holds of persons. */
export interface SpanToOpen {
  readonly name: string;
  readonly attributes?: Attributes | undefined;
  /** A request to another server. */
  readonly isRequest?: boolean;
  /** The span that it belongs to, where that is not the one that is open here. */
  readonly parent?: SpanContext | undefined;
}

/**
 * Does work inside a span of OpenTelemetry; costs next to nothing where no traces are wanted (docs/decisions/0032). Of a failure its code is
 * told, never its words.
 */
export function inSpan<T>(
  { name, attributes = {}, isRequest, parent }: SpanToOpen,
  work: (span: Pick<Span, 'setAttributes' | 'setStatus'>) => Promise<T>,
): Promise<T> {
  const around = parent === undefined ? context.active() : trace.setSpanContext(context.active(), parent);
  const kind = isRequest === true ? SpanKind.CLIENT : SpanKind.INTERNAL;
  return trace.getTracer('relais').startActiveSpan(name, { attributes, kind }, around, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, codeOf(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks what a span stands for as failed. */
export function markFailed(span: Pick<Span, 'setAttributes' | 'setStatus'>, code: string): void {
  span.setAttributes({ 'error.type': code });
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function codeOf(error: unknown): string {
  if (error instanceof PlatformError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/** A run as traces know it. */
export interface TracedRun {
  readonly id: number;
  readonly createdAt: Date;
}

/**
 * The span of a run, or of one of its steps. It follows from the run: workers on several machines put their pieces below it without having
 * spoken to each other, and whoever concludes the run tells it.
 */
export function spanOfRun({ id, createdAt }: TracedRun, step?: string): SpanContext {
  const ofRun = digest(`relais run ${id} ${createdAt.toISOString()}`);
  const spanId = digest(`${ofRun} ${step ?? ''}`).slice(0, 16);
  return { traceId: ofRun.slice(0, 32), spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A span that is told when it is over, with its own number. */
export interface FinishedSpan {
  readonly name: string;
  readonly context: SpanContext;
  readonly parent?: SpanContext | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly attributes: Attributes;
  readonly isFailed: boolean;
}
