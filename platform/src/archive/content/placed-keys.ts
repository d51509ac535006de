import { type PlacedClass, type PlacedKey, pathEnd, textAt } from '../org-unit-paths.ts';

/** The keys of rows that stand in the order of org units; the table says the data element, or the data set. */
export const placedKeys: Readonly<Record<PlacedClass, PlacedKey>> = {
  dataValues: (value, pathOf) =>
    [
      pathOf(textAt(value, 'orgUnit')),
      textAt(value, 'period'),
      textAt(value, 'categoryOptionCombo'),
      textAt(value, 'attributeOptionCombo'),
    ].join(pathEnd),
  completeDataSetRegistrations: (value, pathOf) =>
    [pathOf(textAt(value, 'organisationUnit')), textAt(value, 'period'), textAt(value, 'attributeOptionCombo')].join(
      pathEnd,
    ),
};
