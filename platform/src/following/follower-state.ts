import { expandDeletions } from '../replication/deletions/expand-deletions.ts';
import type { RunOptions } from '../replication/run-context.ts';
import { expandSelection } from '../replication/selection.ts';
import type { Following, Watermark } from '../store/following.ts';
import type { FollowerStatus, FollowOrder } from './follower.ts';
import type { PaceState } from './pace.ts';
import type { Probe } from './probe.ts';
import type { SourceCatalogue } from './source-catalogue.ts';
import type { ProbeRecord } from './turns.ts';

/** What a follower knows between two cycles. What must outlive the process is in the store. */
export interface FollowerState {
  following: Following;
  watermarks: ReadonlyMap<string, Watermark>;
  catalogue: SourceCatalogue | undefined;
  probes: readonly Probe[];
  readonly records: Map<string, ProbeRecord>;
  readonly hinted: Set<string>;
  pace: PaceState;
  /** Whether the last run of changes left differences. */
  isDifferent: boolean;
  status: FollowerStatus;
  /** When everything was last begun to be compared, by our clock. */
  fullBegunAt: Date | undefined;
}

/** What the user chose, type by type, as the source's schemas spell it. */
export function spelledOut(order: FollowOrder): RunOptions {
  const { schemas } = order.source.facts;
  const { only, deletions } = order.options;
  return { ...order.options, only: expandSelection(only, schemas), deletions: expandDeletions(deletions, schemas) };
}

/** Tells those who watch what is new. */
export function tell(order: FollowOrder, state: FollowerState, news: Partial<FollowerStatus>): void {
  state.status = { ...state.status, ...news };
  order.onStatus?.(state.status);
}
