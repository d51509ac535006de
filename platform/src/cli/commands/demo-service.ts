import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Bilingual } from '../../model/language.ts';
import { listInstances } from '../../store/instance.ts';
import type { Store } from '../../store/open-store.ts';
import type { Cli, Demonstration } from '../cli.ts';

const host = '127.0.0.1';
const usualPort = 8_700;
/** Leads to the run that began last, whatever its number. */
const firstPage = '/runs/latest';

/**
 * Opens the service beside a demonstration that somebody watches on a terminal, and leaves it open afterwards until Ctrl-C. Where the database
 * holds other instances than the demonstration's the service is not opened: it would carry on with what is planned for them.
 */
export async function withOpenService(
  cli: Cli,
  store: Store,
  names: readonly string[],
  work: () => Promise<number>,
): Promise<number> {
  const others = (await listInstances(store.database)).filter(({ name }) => !names.includes(name));
  if (others.length > 0) return work();
  const ended = new AbortController();
  const opening = Promise.withResolvers<void>();
  const onOpen: Demonstration['onOpen'] = ({ url, firstLink }) => {
    say(cli, openTexts(url, firstLink));
    opening.resolve();
  };
  const service = serveAnywhere(cli, store, { firstPage, onOpen, signal: ended.signal });
  try {
    await Promise.race([opening.promise, service]);
    const code = await work();
    if (!cli.signal.aborted) {
      say(cli, {
        fr: 'L’application reste ouverte, avec les deux instances. Ctrl+C y met fin.',
        en: 'The application stays open, with both instances. Ctrl+C ends it.',
      });
    }
    await service;
    return code;
  } finally {
    ended.abort();
    await service;
  }
}

/** At the usual address, or at any where that is taken. */
async function serveAnywhere(cli: Cli, store: Store, demonstration: Demonstration): Promise<void> {
  try {
    await cli.serve(store, { jobs: 2, address: { host, port: usualPort }, demonstration });
  } catch (error) {
    if (!(error instanceof PlatformError && error.code === 'LISTEN_REFUSED')) throw error;
    await cli.serve(store, { jobs: 2, address: { host, port: 0 }, demonstration });
  }
}

function openTexts(url: string, firstLink: string | undefined): Bilingual {
  if (firstLink === undefined) {
    return {
      fr: `Suivre dans l’application\u00A0: ${url}${firstPage}`,
      en: `Watch it in the application: ${url}${firstPage}`,
    };
  }
  return {
    fr: `Suivre dans l’application (le lien crée le premier compte)\u00A0:\n  ${firstLink}`,
    en: `Watch it in the application (the link makes the first account):\n  ${firstLink}`,
  };
}

function say(cli: Cli, text: Bilingual): void {
  cli.terminal.err.write(`  ${text[cli.language]}\n`);
}
