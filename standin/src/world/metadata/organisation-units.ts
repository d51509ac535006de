import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { createRandom, type Random } from '../random.ts';
import { worldUid } from '../world-uid.ts';
import { ATTRIBUTE } from './attributes.ts';
import { OPEN } from './sharing.ts';

/** The hierarchy of the world, each level in the order of its UIDs. */
export interface Hierarchy {
  readonly country: MetadataObject;
  readonly regions: readonly MetadataObject[];
  readonly districts: readonly MetadataObject[];
  readonly facilities: readonly MetadataObject[];
}

/** The last day of the facilities that closed. */
export const CLOSED_DATE = '2025-09-30';

const BEGINNINGS = ['Ka', 'Tin', 'Bo', 'Ou', 'Sa', 'Dan', 'Ko', 'Gou', 'Nia', 'Ba', 'Fa', 'Zo', 'Yé', 'Lé'] as const;
const MIDDLES = ['ra', 'bou', 'di', 'ga', 'lo', 'na', 'mé', 'si', 'ta', 'gué'] as const;
const ENDS = ['dougou', 'la', 'koro', 'ba', 'ré', 'ssi', 'ni', 'gou', 'to', 'mpa'] as const;
const REGION_NAMES = [
  'du Fleuve',
  'des Hauts Plateaux',
  'du Littoral',
  'des Grandes Savanes',
  'des Lagunes',
  'du Grand Nord',
  'des Collines',
  "de l'Estuaire",
  'du Sahel vert',
  'des Forêts',
  'du Couchant',
  'des Oasis',
] as const;
const FACILITY_TYPES = ['Centre de santé', 'Dispensaire', 'Centre médical', 'Hôpital'] as const;
const OWNERS = ['Public', 'Privé', 'Confessionnel'] as const;

/**
 * A country of invented names with `total` organisation units on four levels; at least one district a region, and
 * facilities for the rest.
 */
export function planHierarchy(total: number): Hierarchy {
  const random = createRandom(11);
  const regionCount = Math.min(REGION_NAMES.length, Math.max(2, Math.round(total / 100)));
  const districtCount = Math.max(regionCount, Math.round(total / 14));
  const facilityCount = Math.max(1, total - 1 - regionCount - districtCount);
  const country = unit(1, 'République de démonstration', 'République de démonstration', undefined, '1990-01-01');
  const regions = REGION_NAMES.slice(0, regionCount).map((name, index) => ({
    ...unit(2 + index, `Région ${name}`, `Région ${name}`, country, '1990-01-01'),
    geometry: { type: 'Polygon', coordinates: [square(index)] },
  }));
  const districts = Array.from({ length: districtCount }, (_, index) => {
    const place = placeName(random);
    const parent = regions[index % regionCount] ?? country;
    return unit(100 + index, `District sanitaire de ${place}`, `DS ${place}`, parent, '1995-01-01');
  });
  const facilities = Array.from({ length: facilityCount }, (_, index) =>
    facility(index, districts[index % districtCount] ?? country, index % regionCount, random),
  );
  return { country, regions, districts, facilities };
}

/** The organisation units with their levels, groups and group sets. */
export function organisationUnitMetadata(hierarchy: Hierarchy): MetadataByType {
  const { country, regions, districts, facilities } = hierarchy;
  return {
    organisationUnits: [country, ...regions, ...districts, ...facilities],
    organisationUnitLevels: ['Pays', 'Région', 'District sanitaire', 'Formation sanitaire'].map((name, index) => ({
      id: worldUid('WLv', index + 1),
      name,
      level: index + 1,
      offlineLevels: index === 0 ? 2 : 1,
    })),
    ...groups(facilities),
  };
}

function unit(n: number, name: string, shortName: string, parent: MetadataObject | undefined, openingDate: string) {
  return {
    id: worldUid('WOu', n),
    code: `OU-${String(n).padStart(5, '0')}`,
    name,
    shortName: shortName.slice(0, 50),
    openingDate,
    ...(parent === undefined ? {} : { parent: { id: parent.id } }),
    translations: [{ locale: 'en', property: 'NAME', value: name.replace('Région', 'Region') }],
  };
}

function facility(index: number, parent: MetadataObject, region: number, random: Random): MetadataObject {
  const type = typeOf(index);
  const name = `${type} de ${placeName(random)}`;
  const [west, south] = corner(region);
  const located = random.chance(0.6);
  const coordinates = [west + random.below(9000) / 10_000, south + random.below(9000) / 10_000];
  return {
    ...unit(1000 + index, name, name, parent, `${1996 + random.below(26)}-0${1 + random.below(9)}-01`),
    ...(located ? { geometry: { type: 'Point', coordinates } } : {}),
    ...(isClosed(index) ? { closedDate: CLOSED_DATE, comment: 'Fermée, activités reprises par le district' } : {}),
    ...(index % 5 === 0 ? { contactPerson: 'Responsable de la formation', phoneNumber: '+000 00 00 00 00' } : {}),
    attributeValues: [
      { attribute: { id: ATTRIBUTE.registerNumber }, value: `FS-${String(index + 1).padStart(5, '0')}` },
    ],
  };
}

/** Which facilities closed on {@link CLOSED_DATE}: every 97th, the fourth first. */
export function isClosed(facilityIndex: number): boolean {
  return facilityIndex % 97 === 3;
}

function typeOf(index: number): string {
  if (index % 41 === 0) return FACILITY_TYPES[3];
  return FACILITY_TYPES[index % 3] ?? FACILITY_TYPES[0];
}

function placeName(random: Random): string {
  const middle = random.chance(0.5) ? random.pick(MIDDLES) : '';
  return random.pick(BEGINNINGS) + middle + random.pick(ENDS);
}

/** The south-west corner of a region: regions lie in rows of four squares of one degree. */
function corner(region: number): readonly [number, number] {
  return [1 + (region % 4), 8 + Math.floor(region / 4)];
}

function square(region: number): number[][] {
  const [west, south] = corner(region);
  const [east, north] = [west + 1, south + 1];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function groups(facilities: readonly MetadataObject[]): MetadataByType {
  const byType = FACILITY_TYPES.map((name, index) =>
    group(
      index + 1,
      name,
      facilities.filter((_, position) => typeOf(position) === name),
    ),
  );
  const byOwner = OWNERS.map((name, index) =>
    group(
      index + 11,
      name,
      facilities.filter((_, position) => position % OWNERS.length === index),
    ),
  );
  const set = (n: number, name: string, members: readonly MetadataObject[]) => ({
    id: worldUid('WOs', n),
    name,
    shortName: name,
    dataDimension: true,
    compulsory: false,
    organisationUnitGroups: references(members),
    sharing: OPEN,
  });
  return {
    organisationUnitGroups: [...byType, ...byOwner],
    organisationUnitGroupSets: [set(1, 'Type de formation sanitaire', byType), set(2, 'Statut', byOwner)],
  };
}

function group(n: number, name: string, members: readonly MetadataObject[]): MetadataObject {
  return {
    id: worldUid('WOg', n),
    name: `Formations : ${name}`,
    shortName: name,
    organisationUnits: references(members),
    sharing: OPEN,
  };
}
