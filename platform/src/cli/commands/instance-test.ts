import { formatDateTime, formatDuration, formatNumber } from '../../model/formats.ts';
import type { InstanceFacts } from '../../model/instance.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { resolveInstance } from '../resolve-instance.ts';

/** `relais instance test NAME`: speaks to an instance and says what was found; fails with the reason where it cannot be used. */
export async function testInstance(cli: Cli, reference: string, options: { readonly json?: boolean }): Promise<number> {
  const store = await cli.openStore();
  try {
    const login = await resolveInstance(cli, store, reference, 'SOURCE');
    const instance = await cli.connect(login, {});
    try {
      const text = options.json
        ? JSON.stringify(factsForPrograms(instance.facts))
        : describeFacts(shownFacts(instance.facts), cli).join('\n');
      cli.terminal.out.write(`${text}\n`);
      return exitCodes.identical;
    } finally {
      await instance.close();
    }
  } finally {
    await store.close();
  }
}

function factsForPrograms(facts: InstanceFacts) {
  const { schemas, ...shown } = facts;
  return { ...shown, types: schemas.byPlural.size };
}

/** What of an instance a terminal shows. */
export interface ShownFacts extends Pick<InstanceFacts, 'name' | 'address' | 'release' | 'clockOffsetMs'> {
  readonly systemName?: string | undefined;
  readonly certificate?: InstanceFacts['certificate'] | undefined;
  /** Absent where it has none, as an archive. */
  readonly account?:
    | { readonly username: string; readonly hasAllAuthorities: boolean; readonly organisationUnits: number }
    | undefined;
}

function shownFacts({ account, isArchive, ...facts }: InstanceFacts): ShownFacts {
  const { username, authorities, organisationUnits } = account;
  if (isArchive) return facts;
  const hasAllAuthorities = authorities.includes('ALL');
  return { ...facts, account: { username, hasAllAuthorities, organisationUnits: organisationUnits.length } };
}

export function describeFacts(facts: ShownFacts, { language }: Cli): readonly string[] {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const { account } = facts;
  const systemName = facts.systemName === undefined ? '' : ` · ${facts.systemName}`;
  const title = [`${facts.name} · DHIS2 ${facts.release}${systemName}`, `  ${facts.address}`];
  // An archive has no account, and no clock.
  if (account === undefined) return title;
  const roots = formatNumber(account.organisationUnits, language);
  const offset = formatDuration(Math.abs(facts.clockOffsetMs), language);
  return [
    ...title,
    account.hasAllAuthorities
      ? say(`  compte ${account.username}, toutes les autorités`, `  account ${account.username}, all authorities`)
      : say(
          `  compte ${account.username}, sans l’autorité ALL : il ne verra pas tout`,
          `  account ${account.username}, without the authority ALL: it will not see everything`,
        ),
    say(`  unités d’organisation affectées : ${roots}`, `  organisation units assigned: ${roots}`),
    say(`  écart d’horloge : ${offset}`, `  clock difference: ${offset}`),
    ...describeCertificate(facts, { language }),
  ];
}

const dayMs = 86_400_000;
/** Certificates are renewed a month before their end; one that was not is a matter for somebody. */
const renewalDays = 30;

/** When the certificate ends, and how soon that is; nothing where the address is `http`. */
function describeCertificate({ certificate }: ShownFacts, { language }: Pick<Cli, 'language'>): readonly string[] {
  if (certificate === undefined) return [];
  const { endsAt, issuer } = certificate;
  const days = Math.floor((endsAt.getTime() - Date.now()) / dayMs);
  const told = { date: formatDateTime(endsAt, language), days: formatNumber(Math.abs(days), language) };
  if (days < 0) {
    return language === 'fr'
      ? [`  certificat échu depuis le ${told.date} (${issuer})`]
      : [`  certificate ended on ${told.date} (${issuer})`];
  }
  const warning = language === 'fr' ? ' : à renouveler' : ': renew it';
  const addition = days < renewalDays ? warning : '';
  return language === 'fr'
    ? [`  certificat valable jusqu’au ${told.date}, encore ${told.days} jours (${issuer})${addition}`]
    : [`  certificate good until ${told.date}, ${told.days} more days (${issuer})${addition}`];
}
