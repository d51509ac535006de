/** What went over the line to one instance, as it went: bodies compressed, headers not counted. */
export interface Traffic {
  /** Requests that were sent, repeated ones included. */
  readonly requests: number;
  /** Those that failed and were sent again. */
  readonly retries: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export const noTraffic: Traffic = { requests: 0, retries: 0, sentBytes: 0, receivedBytes: 0 };

/** What was added since an earlier look. */
export function trafficSince(now: Traffic, before: Traffic): Traffic {
  return {
    requests: now.requests - before.requests,
    retries: now.retries - before.retries,
    sentBytes: now.sentBytes - before.sentBytes,
    receivedBytes: now.receivedBytes - before.receivedBytes,
  };
}
