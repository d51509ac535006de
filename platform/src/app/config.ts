import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { OpenIdSettings } from '../access/openid/provider.ts';
import type { EnvironmentCredentials } from '../cli/cli.ts';
import { type OpenableKind, openableKinds } from '../dhis2/outgoing/address-kind.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { type Bilingual, type Language, languageOfLocale } from '../model/language.ts';
import { namesRoles, openIdSettingsOf } from './openid-settings.ts';

/** One declaration for each variable of the environment that Relais reads: the help and the documentation derive from it. */
export interface ConfigOption {
  readonly name: string;
  readonly schema: z.ZodType<string | undefined>;
  readonly default: Bilingual;
  readonly description: Bilingual;
}

/** Set and empty means the same as unset, as shells and container files have it. */
const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().optional());

/** Kinds that are separated by commas; `none` stands for no kind at all. */
function parseAddressKinds(kinds: string | undefined): readonly string[] | undefined {
  return kinds?.split(/[\s,]+/).filter((kind) => kind !== '' && kind !== 'none');
}

/** Parts that are separated by commas or spaces. */
function splitList(list: string | undefined): readonly string[] {
  return (list ?? '').split(/[\s,]+/).filter((part) => part !== '');
}

function numberOrNothing(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function isSubnet(part: string): boolean {
  const [address = '', bits] = part.split('/');
  return isIP(address) !== 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
}

const projectDirectory = resolve(import.meta.dirname, '../../..');

export const configOptions = {
  dataDirectory: {
    name: 'RELAIS_DATA',
    schema: text,
    default: { fr: 'data, dans le dossier du projet', en: 'data, in the project’s folder' },
    description: {
      fr: 'dossier des données : base embarquée, clé, rapports',
      en: 'data directory: embedded database, key, reports',
    },
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: text.refine((url) => url === undefined || /^postgres(ql)?:\/\//.test(url), 'postgres://…'),
    default: { fr: 'le PostgreSQL embarqué', en: 'the embedded PostgreSQL' },
    description: { fr: 'un PostgreSQL 15 ou plus récent', en: 'a PostgreSQL 15 or newer' },
  },
  vaultKey: {
    name: 'RELAIS_KEY',
    schema: text,
    default: { fr: 'le fichier « key » du dossier des données', en: 'the file “key” in the data directory' },
    description: {
      fr: 'clé des identifiants enregistrés, 64 chiffres hexadécimaux',
      en: 'key of the stored credentials, 64 hexadecimal digits',
    },
  },
  allowedAddresses: {
    name: 'RELAIS_ALLOW_ADDRESSES',
    schema: text.refine(
      (kinds) => parseAddressKinds(kinds)?.every((kind) => openableKinds.some((each) => each === kind)) ?? true,
      `none, ${openableKinds.join(', ')}`,
    ),
    default: {
      fr: 'loopback pour les commandes, aucune pour le service',
      en: 'loopback for commands, none for the service',
    },
    description: {
      fr: 'adresses ouvertes aux requêtes en plus des publiques et privées : none, loopback, link-local, metadata',
      en: 'addresses that requests may go to beside public and private ones: none, loopback, link-local, metadata',
    },
  },
  logFormat: {
    name: 'RELAIS_LOG',
    schema: text.refine((format) => format === undefined || ['text', 'json'].includes(format), 'text, json'),
    default: { fr: 'text', en: 'text' },
    description: {
      fr: 'journal du service : text pour les personnes, json pour les programmes',
      en: 'log of the service: text for people, json for programs',
    },
  },
  url: {
    name: 'RELAIS_URL',
    schema: text.refine((url) => url === undefined || /^https?:\/\//.test(url), 'https://…'),
    default: { fr: 'l’adresse sur laquelle le service écoute', en: 'the address that the service listens on' },
    description: {
      fr: 'adresse sous laquelle les personnes atteignent le service',
      en: 'address under which people reach the service',
    },
  },
  trustedProxies: {
    name: 'RELAIS_TRUSTED_PROXIES',
    schema: text.refine((list) => splitList(list).every(isSubnet), '10.0.0.1, 192.168.0.0/16'),
    default: { fr: 'aucun', en: 'none' },
    description: {
      fr: 'adresses des mandataires crus sur l’adresse et le protocole du client',
      en: 'addresses of proxies that are believed on the client’s address and protocol',
    },
  },
  requestsPerMinute: {
    name: 'RELAIS_REQUESTS_PER_MINUTE',
    schema: text.refine((number) => number === undefined || /^[1-9]\d{0,8}$/.test(number), '1800'),
    default: { fr: '1800 par compte, 6000 par adresse', en: '1800 for each account, 6000 for each address' },
    description: {
      fr: 'requêtes admises à la minute, de chaque compte et de chaque adresse',
      en: 'requests that are let in a minute, from each account and each address',
    },
  },
  service: {
    name: 'RELAIS_SERVICE',
    schema: text.refine((url) => url === undefined || /^https?:\/\//.test(url), 'https://…'),
    default: { fr: 'les commandes agissent sur cette machine', en: 'commands act on this machine' },
    description: {
      fr: 'service Relais auquel les commandes s’adressent (ou --service)',
      en: 'Relais service that commands speak to (or --service)',
    },
  },
  serviceToken: {
    name: 'RELAIS_TOKEN',
    schema: text,
    default: { fr: 'nom d’utilisateur et mot de passe', en: 'user name and password' },
    description: { fr: 'jeton personnel pour ce service (ou --token)', en: 'personal token for it (or --token)' },
  },
  openIdIssuer: {
    name: 'RELAIS_OPENID_ISSUER',
    schema: text.refine((url) => url === undefined || /^https?:\/\//.test(url), 'https://…'),
    default: { fr: 'pas d’OpenID Connect', en: 'no OpenID Connect' },
    description: { fr: 'fournisseur OpenID Connect', en: 'OpenID Connect provider' },
  },
  openIdClientId: {
    name: 'RELAIS_OPENID_CLIENT_ID',
    schema: text,
    default: { fr: '', en: '' },
    description: { fr: 'nom de Relais chez ce fournisseur', en: 'name of Relais at that provider' },
  },
  openIdClientSecret: {
    name: 'RELAIS_OPENID_CLIENT_SECRET',
    schema: text,
    default: { fr: 'client public', en: 'public client' },
    description: { fr: 'secret de Relais chez ce fournisseur', en: 'secret of Relais at that provider' },
  },
  openIdRoles: {
    name: 'RELAIS_OPENID_ROLES',
    schema: text.refine(
      (roles) => roles === undefined || namesRoles(roles),
      'groups: admins=administrator, staff=reader',
    ),
    default: { fr: 'chacun doit avoir été ajouté', en: 'everybody has to be added first' },
    description: {
      fr: 'rôles d’après une déclaration du fournisseur : groups: admins=administrator, staff=reader',
      en: 'roles by a claim of the provider: groups: admins=administrator, staff=reader',
    },
  },
  tracesEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    schema: text.refine((url) => url === undefined || /^https?:\/\//.test(url), 'http://127.0.0.1:4318'),
    default: { fr: 'pas de traces', en: 'no traces' },
    description: {
      fr: 'collecteur de traces OpenTelemetry, par OTLP sur HTTP',
      en: 'collector of OpenTelemetry traces, by OTLP over HTTP',
    },
  },
  tracesServiceName: {
    name: 'OTEL_SERVICE_NAME',
    schema: text,
    default: { fr: 'relais', en: 'relais' },
    description: { fr: 'nom de ce Relais dans les traces', en: 'name of this Relais in the traces' },
  },
  noColor: {
    name: 'NO_COLOR',
    schema: text,
    default: { fr: 'couleurs sur un terminal', en: 'colours on a terminal' },
    description: { fr: 'renseignée : pas de couleurs', en: 'when set: no colours' },
  },
  terminal: {
    name: 'TERM',
    schema: text,
    default: { fr: '', en: '' },
    description: { fr: 'dumb : pas de barres mouvantes', en: 'dumb: no moving bars' },
  },
} as const satisfies Record<string, ConfigOption>;

/** What Relais takes from its environment. */
export interface Config {
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  readonly vaultKey: string | undefined;
  /** Kinds of addresses that requests may go to beside public and private ones; undefined where nothing is said. */
  readonly allowedAddresses: readonly OpenableKind[] | undefined;
  /** The service writes its log for programs. */
  readonly logsJson: boolean;
  /** The address under which people reach the service. */
  readonly url: string | undefined;
  readonly trustedProxies: readonly string[];
  /** Requests that are let in; the usual numbers where undefined. */
  readonly requestsPerMinute: number | undefined;
  /** The service elsewhere that commands are for. */
  readonly remote: { readonly service: string | undefined; readonly token: string | undefined };
  /** Undefined where people log in here alone. */
  readonly openId: OpenIdSettings | undefined;
  /** Where traces are sent; undefined where none are wanted. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string } | undefined;
  readonly isColourless: boolean;
  readonly isDumbTerminal: boolean;
  readonly language: Language;
  findCredentials(prefix: string): EnvironmentCredentials;
}

/**
 * Reads the environment; nothing else in Relais does.
 * @throws PlatformError CONFIGURATION_INVALID.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = (option: ConfigOption) => {
    const parsed = option.schema.safeParse(environment[option.name]);
    if (parsed.success) return parsed.data;
    const reason = parsed.error.issues.map((issue) => issue.message).join('; ');
    throw new PlatformError('CONFIGURATION_INVALID', { args: { name: option.name, reason } });
  };
  const find = (name: string) => environment[name] || undefined;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const endpoint = read(configOptions.tracesEndpoint);
  return {
    dataDirectory: resolve(read(configOptions.dataDirectory) ?? join(projectDirectory, 'data')),
    databaseUrl: read(configOptions.databaseUrl),
    vaultKey: read(configOptions.vaultKey),
    allowedAddresses: toOpenableKinds(read(configOptions.allowedAddresses)),
    logsJson: read(configOptions.logFormat) === 'json',
    url: read(configOptions.url),
    trustedProxies: splitList(read(configOptions.trustedProxies)),
    remote: { service: read(configOptions.service), token: read(configOptions.serviceToken) },
    requestsPerMinute: numberOrNothing(read(configOptions.requestsPerMinute)),
    openId: openIdSettingsOf({
      url: read(configOptions.url),
      issuer: read(configOptions.openIdIssuer),
      clientId: read(configOptions.openIdClientId),
      clientSecret: read(configOptions.openIdClientSecret),
      roles: read(configOptions.openIdRoles),
    }),
    traces:
      endpoint === undefined ? undefined : { endpoint, serviceName: read(configOptions.tracesServiceName) ?? 'relais' },
    isColourless: read(configOptions.noColor) !== undefined,
    isDumbTerminal: read(configOptions.terminal) === 'dumb',
    // POSIX: the first of these that is set and not empty counts.
    language: languageOfLocale(LC_ALL || LC_MESSAGES || LANG),
    findCredentials: (prefix) => ({
      username: find(`RELAIS_${prefix}_USERNAME`),
      password: find(`RELAIS_${prefix}_PASSWORD`),
      token: find(`RELAIS_${prefix}_TOKEN`),
    }),
  };
}

function toOpenableKinds(text: string | undefined): readonly OpenableKind[] | undefined {
  const kinds = parseAddressKinds(text);
  return kinds && openableKinds.filter((kind) => kinds.includes(kind));
}
