import { OPTION_CODES } from '../metadata/attributes.ts';
import { TRACKED_ENTITY_ATTRIBUTE } from '../metadata/tracker-plan.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { createRandom, type Random } from '../random.ts';
import { addDays } from './periods.ts';
import type { AttributeBody, PointBody } from './tracker-bodies.ts';

/** A person who is followed: drawn from lists of common names, standing for nobody. */
export interface Person {
  /** From 1. */
  readonly number: number;
  readonly facility: MetadataObject;
  readonly attributes: readonly AttributeBody[];
  readonly random: Random;
}

const FIRST_NAMES = ['Awa', 'Mariam', 'Fanta', 'Issa', 'Moussa', 'Salif', 'Aline', 'Rose', 'Paul', 'Zénabou'] as const;
const LAST_NAMES = ['Témoin', 'Exemple', "N'Essai", 'Modèle', 'Spécimen', 'Démo-Kaba', 'Échantillon'] as const;

/** The person of a number, at one of the facilities that are open. Names and gaps follow from the number alone. */
export function personOf(number: number, openFacilities: readonly MetadataObject[]): Person {
  const random = createRandom(1_000_003 * number + 7);
  const facility = openFacilities[random.below(openFacilities.length)];
  if (facility === undefined) throw new Error('No facility of the world is open');
  const attributes = [
    { attribute: TRACKED_ENTITY_ATTRIBUTE.firstName, value: random.pick(FIRST_NAMES) },
    { attribute: TRACKED_ENTITY_ATTRIBUTE.lastName, value: random.pick(LAST_NAMES) },
    { attribute: TRACKED_ENTITY_ATTRIBUTE.sex, value: random.pick(OPTION_CODES.sex) },
    { attribute: TRACKED_ENTITY_ATTRIBUTE.fileNumber, value: `DOS-${String(number).padStart(7, '0')}` },
    ...(random.chance(0.8)
      ? [{ attribute: TRACKED_ENTITY_ATTRIBUTE.birthDate, value: addDays('1970-01-01', random.below(16_000)) }]
      : []),
  ];
  return { number, facility, attributes, random };
}

/** A place in the country, for a part of all objects. */
export function pointFor(random: Random, share: number): { geometry?: PointBody } {
  const located = random.chance(share);
  const coordinates: [number, number] = [1 + random.below(40_000) / 10_000, 8 + random.below(30_000) / 10_000];
  return located ? { geometry: { type: 'Point', coordinates } } : {};
}
