import type { Language } from './language.ts';
import type { NoticeEventName, Severity } from './notice-event.ts';

/** Who is told of what, how and when. */
export interface NoticeRule {
  readonly name: string;
  readonly isEnabled: boolean;
  /** Name of the channel. */
  readonly channel: string;
  /** In the channel's own terms: an e-mail address, a telephone number, `user:UID` …; empty where the channel needs none. */
  readonly recipient: string;
  readonly language: Language;
  /** All when absent. */
  readonly events?: readonly NoticeEventName[] | undefined;
  readonly leastSeverity: Severity;
  /** Names of replications; all, and what concerns none, when absent. */
  readonly replications?: readonly string[] | undefined;
  /** IANA name; quiet hours and digests are told in it. */
  readonly timeZone: string;
  /** Minutes after midnight; across midnight where `from` is later than `until`. */
  readonly quietHours?: { readonly from: number; readonly until: number; readonly forCritical: boolean } | undefined;
  /** Gathered into one message: at each full hour, or once a day at `at` minutes after midnight. */
  readonly digest?: { readonly kind: 'hourly' } | { readonly kind: 'daily'; readonly at: number } | undefined;
  /** The same thing is not told again within this time. */
  readonly repeatAfterMinutes: number;
}
