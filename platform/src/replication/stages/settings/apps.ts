import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { appContentSchema } from '../../../dhis2/entries/apps.ts';
import type { EntryClass } from '../../entries/entry-class.ts';
import type { RunContext } from '../../run-context.ts';
import { onceForRun } from '../../steps/once-for-run.ts';
import { type AppArchive, findAppArchives } from './app-archives.ts';

type App = z.infer<typeof appContentSchema>;

/** What a run found out once: the archives at hand, and the versions that the target has by key. */
interface AppsAtHand {
  readonly archives: readonly AppArchive[];
  readonly onTarget: ReadonlyMap<string, string>;
}

const atHand = onceForRun(lookAround);

/**
 * Apps that somebody installed. They are equal when their version is; an app comes from a folder of archives, or by choice
 * from the App Hub, and otherwise cannot come at all.
 */
export const appsClass: EntryClass = {
  kind: 'apps',
  stage: 'settings',
  async prepare(entry, context) {
    const app = appContentSchema.parse(entry.content);
    const { archives, onTarget } = await atHand(context);
    if (onTarget.get(entry.key) === app.version) return { entry };
    const archive = archives.find(({ name, version }) => name === app.name && version === app.version);
    if (archive !== undefined) {
      const bytes = await readFile(archive.file);
      return { entry: { key: entry.key, content: { ...app, archive: bytes.toString('base64') } } };
    }
    if (context.options.installApps === true && app.appHubId !== undefined) {
      return { entry: { key: entry.key, content: { ...app, fromAppHub: true } } };
    }
    const message = `DHIS2 gives no app’s archive away: ${app.name} ${app.version}${whereFrom(app)}`;
    return { aside: { cause: 'impossible', code: 'APP_ARCHIVE_NEEDED', message } };
  },
  compared: (content) => appContentSchema.parse(content).version,
};

function whereFrom({ appHubId }: App): string {
  return appHubId === undefined ? '' : ` (App Hub ${appHubId})`;
}

async function lookAround({ target, options, signal }: RunContext): Promise<AppsAtHand> {
  const onTarget = new Map<string, string>();
  for await (const { key, content } of target.entries.read('apps', 'all', signal)) {
    onTarget.set(key, appContentSchema.parse(content).version);
  }
  return { onTarget, archives: options.appsFrom === undefined ? [] : await findAppArchives(options.appsFrom) };
}
