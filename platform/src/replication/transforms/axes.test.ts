import { expect, it } from 'vitest';
import { createIdentityMap } from '../identity/identity-map.ts';
import { registry, schema } from '../metadata/fixtures/schemas.ts';
import { fillAxes } from './axes.ts';
import type { TransformStep } from './transform.ts';

const type = schema('eventVisualization');
const step: TransformStep = {
  type: type.plural,
  sourceSchema: type,
  targetSchema: type,
  context: {
    source: registry(type),
    target: registry(type),
    identity: createIdentityMap([]),
    isKnownRecipient: () => true,
    renames: new Map(),
  },
};

it('event visualizations get the axes that lists of a release leave empty', () => {
  const object = {
    id: 'Visualiz001',
    columns: [],
    columnDimensions: ['ou', 'StageVisit1.DataElemen1', 'enrollmentDate', 'Categorie01'],
    filterDimensions: ['pe'],
    userOrganisationUnit: true,
    organisationUnits: [{ id: 'OUcountry01' }],
    organisationUnitLevels: [2],
    relativePeriods: { last12Months: true },
    periods: [{ id: '202401' }],
    dataElementDimensions: [
      { dataElement: { id: 'DataElemen1' }, programStage: { id: 'OtherStage1' }, filter: 'LT:1' },
      { dataElement: { id: 'DataElemen1' }, programStage: { id: 'StageVisit1' }, filter: 'GT:0' },
    ],
    repetitions: [{ parent: 'COLUMN', dimension: 'DataElemen1', indexes: [1, 0] }],
    simpleDimensions: [{ parent: 'COLUMN', dimension: 'enrollmentDate', values: ['2024'] }],
    categoryDimensions: [{ category: { id: 'Categorie01' }, categoryOptions: [{ id: 'Option00001' }] }],
  };
  expect(fillAxes(object, step).object).toMatchObject({
    columns: [
      { dimension: 'ou', items: [{ id: 'USER_ORGUNIT' }, { id: 'LEVEL-2' }, { id: 'OUcountry01' }] },
      {
        dimension: 'DataElemen1',
        filter: 'GT:0',
        programStage: { id: 'StageVisit1' },
        repetition: { indexes: [1, 0] },
      },
      { dimension: 'enrollmentDate', items: [{ id: '2024' }] },
      { dimension: 'Categorie01', items: [{ id: 'Option00001' }] },
    ],
    filters: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }, { id: '202401' }] }],
  });
});

it('axes that are there stay, but for data items, which lists name by halves', () => {
  const id = (uid: string) => ({ id: uid });
  const object = {
    id: 'Visualiz001',
    columnDimensions: ['dx'],
    columns: [{ dimension: 'dx', items: [{ id: 'Element0001' }, {}] }],
    rows: [{ dimension: 'pe', items: [{ id: 'THIS_YEAR' }] }],
    dataDimensionItems: [
      { dataDimensionItemType: 'DATA_ELEMENT', dataElement: id('Element0001') },
      {
        dataDimensionItemType: 'DATA_ELEMENT_OPERAND',
        dataElementOperand: {
          id: 'Element0001.Combo000001',
          dataElement: id('Element0001'),
          categoryOptionCombo: id('Combo000001'),
        },
      },
      {
        dataDimensionItemType: 'REPORTING_RATE',
        reportingRate: { id: 'DataSet0001', dataSet: id('DataSet0001'), metric: 'ACTUAL_REPORTS' },
      },
      {
        dataDimensionItemType: 'PROGRAM_ATTRIBUTE',
        programAttribute: { program: id('Program0001'), attribute: id('Attribut001') },
      },
      { dataDimensionItemType: 'EXPRESSION_DIMENSION_ITEM', expressionDimensionItem: id('Expression1') },
    ],
  };
  const items = [
    'Element0001',
    'Element0001.Combo000001',
    'DataSet0001.ACTUAL_REPORTS',
    'Program0001.Attribut001',
    'Expression1',
  ];
  expect(fillAxes(object, step).object).toMatchObject({
    columns: [{ dimension: 'dx', items: items.map(id) }],
    rows: object.rows,
  });
});
