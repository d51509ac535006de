import type { OutgoingPolicy } from '../../dhis2/outgoing/guarded-connector.ts';
import type { Severity } from '../../model/notice-event.ts';
import type { Channel } from './channel.ts';
import { post } from './post.ts';

/** Colour never carries meaning alone: the subject says it too. */
const signs: Readonly<Record<Severity, string>> = { info: '', warning: ':warning: ', critical: ':rotating_light: ' };

/** An incoming webhook of Slack (or of Mattermost, which takes the same); its whole address is the secret. */
export function openSlack(url: string, outgoing?: OutgoingPolicy): Channel {
  return {
    send: ({ severity, subject, text }, _recipient, signal) =>
      post(
        {
          url,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify({ text: `${signs[severity]}*${plain(subject)}*\n${plain(text)}` }),
          secrets: [url, new URL(url).pathname.slice(1)],
          outgoing,
        },
        signal,
      ),
  };
}

/** Slack reads these three as markup: `<!channel>` would call everybody. Asterisks of a name would end the bold. */
function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('*', '∗');
}
