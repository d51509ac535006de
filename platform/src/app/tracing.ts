import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import type { FinishedSpan } from '../model/tracing.ts';

export interface TracingSettings {
  /** Base address of a collector that speaks OTLP over HTTP; `/v1/traces` is below it. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
}

/** Traces that are being sent. */
export interface Tracing {
  tell(span: FinishedSpan): void;
  /** Sends what waits, for a few seconds at most: a collector that is away is no reason to stay. */
  stop(): Promise<void>;
}

/** Longest wait for the collector; what it does not take in time is dropped. */
const sendingMs = 5_000;

/** From here on spans are kept, and sent every few seconds; some thousands wait at most. */
export function startTracing({ endpoint, serviceName, version }: TracingSettings): Tracing {
  const resource = resourceFromAttributes({ 'service.name': serviceName, 'service.version': version });
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: sendingMs,
  });
  const processor = new BatchSpanProcessor({ exporter, exportTimeoutMillis: sendingMs });
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return {
    tell: (span) => processor.onEnd(toReadable(span, resource)),
    stop: async () => {
      // A collector that does not answer is told nothing, and the command has done its work all the same.
      await provider.shutdown().catch(() => undefined);
    },
  };
}

function toReadable(
  { name, context: own, parent, startedAt, endedAt, attributes, isFailed }: FinishedSpan,
  resource: ReadableSpan['resource'],
): ReadableSpan {
  return {
    ...{ name, kind: SpanKind.INTERNAL, attributes, resource, ended: true },
    spanContext: () => ({ ...own, isRemote: false }),
    ...(parent && { parentSpanContext: parent }),
    startTime: toHrTime(startedAt.getTime()),
    endTime: toHrTime(endedAt.getTime()),
    duration: toHrTime(Math.max(0, endedAt.getTime() - startedAt.getTime())),
    status: { code: isFailed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    ...{ links: [], events: [], instrumentationScope: { name: 'relais' } },
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
  };
}

/** Seconds and nanoseconds. */
function toHrTime(ms: number): [number, number] {
  return [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];
}
