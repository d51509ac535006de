import type { Instance } from '../instance.ts';
import { factsOf } from '../system/release-facts.ts';
import { timestamp } from '../timestamp.ts';
import { canonicalObject } from './canonical.ts';
import type { Json } from './json.ts';
import { schemaIndexOf } from './schema-index.ts';

/** UID of the account that every blank DHIS2 has (DefaultAdminUserPopulator). */
export const ADMIN_UID = 'M5zQapPyTZI';

/** UID of its role. */
export const SUPERUSER_UID = 'yrB6vc5Ip3r';

const NOBODY = { external: false, users: {}, userGroups: {} };

/**
 * Fills in what a blank DHIS2 holds: the account `admin`, its role, the default category objects (API.md §1, §5.1)
 * and the jobs of the system.
 */
export function fillBlankInstance(instance: Instance): void {
  const { authorities, jobConfigurations } = factsOf(instance.release);
  put(instance, 'userRoles', {
    id: SUPERUSER_UID,
    code: 'Superuser',
    name: 'Superuser',
    description: 'Superuser',
    authorities: [...authorities],
    sharing: instance.minor >= 41 ? NOBODY : { ...NOBODY, public: '--------' },
  });
  put(instance, 'users', {
    id: ADMIN_UID,
    code: 'admin',
    username: 'admin',
    firstName: 'admin',
    surname: 'admin',
    passwordLastUpdated: timestamp(instance.now()),
    userRoles: [{ id: SUPERUSER_UID }],
  });
  instance.passwords.set(ADMIN_UID, 'district');
  for (const [plural, object] of defaultObjects(instance.minor)) put(instance, plural, object);
  for (const job of jobConfigurations) put(instance, 'jobConfigurations', { ...job });
}

/** The process that made the default objects is their owner, under another name in each release. */
function ownerOfDefaults(minor: number): Json {
  if (minor <= 40) return {};
  return { owner: minor === 41 ? 'system-process' : 'XXXXXSystem' };
}

function defaultObjects(minor: number): [string, Json][] {
  const named = { code: 'default', name: 'default' };
  const sharing = { ...ownerOfDefaults(minor), ...NOBODY, public: 'rw------' };
  const category = 'GLevLNI9wkl';
  const option = 'xYerKDKCefk';
  const combo = 'bjDvmb4bfuf';
  const dimension = { dataDimensionType: 'DISAGGREGATION' };
  return [
    ['categoryOptions', { ...named, id: option, shortName: 'default', sharing: { ...sharing, public: 'rwrw----' } }],
    [
      'categories',
      {
        ...named,
        ...dimension,
        id: category,
        shortName: 'default',
        dataDimension: false,
        categoryOptions: [{ id: option }],
        sharing,
      },
    ],
    ['categoryCombos', { ...named, ...dimension, id: combo, categories: [{ id: category }], sharing }],
    [
      'categoryOptionCombos',
      { ...named, id: 'HllvX50cXC0', categoryCombo: { id: combo }, categoryOptions: [{ id: option }] },
    ],
  ];
}

function put(instance: Instance, plural: string, object: Json): void {
  const index = schemaIndexOf(instance);
  const schema = index.byPlural.get(plural);
  if (!schema) throw new Error(`Release ${instance.release} has no ${plural}`);
  const now = instance.now();
  const made = canonicalObject({ index, now, newUid: instance.newUid }, schema, object);
  const times = { created: timestamp(now), lastUpdated: timestamp(now) };
  const { sharing } = object;
  instance.metadata.of(plural).set(made.id, { ...made, ...times, ...(sharing === undefined ? {} : { sharing }) });
}
