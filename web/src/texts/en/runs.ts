import type { Translated } from '../../i18n/texts.ts';
import type { runs as french } from '../fr/runs.ts';

export const runs = {
  title: 'Runs',
  caption: 'Runs, the newest first',
  number: 'No.',
  what: 'From → to',
  state: 'State',
  verdict: 'Verdict',
  started: 'Started',
  lasted: 'Duration',
  by: 'Started by',
  dryRun: 'dry run',
  filterMode: 'Kind',
  anyMode: 'All',
  anyInstance: 'All',
  ended: 'Ended',
  filterState: 'State',
  anyState: 'All states',
  emptyTitle: 'No run yet',
  emptyText:
    'A run is a replication that takes place: Relais reads the source instance, writes what is missing or different to the target instance, and then compares the two. It will be here as soon as it begins.',
  nothingTitle: 'No run matches',
  nothingText: 'No run meets these conditions.',
  noFilter: 'Show all',
  shown_one: '{{count, number}} run shown',
  shown_other: '{{count, number}} runs shown',
} satisfies Translated<typeof french>;
