import { resolve } from 'node:path';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { selectionChoiceSchema } from '../replication/selection/selection-choice.ts';
import {
  addSelectionOptions,
  parseMappingOptions,
  parseSelection,
  type SelectionOptions,
} from './selection-options.ts';

function parse(...argv: readonly string[]): SelectionOptions {
  const command = addSelectionOptions(
    new Command().exitOverride().configureOutput({ writeErr: () => undefined }),
    ({ en }) => en,
  );
  return command.parse(argv, { from: 'user' }).opts<SelectionOptions>();
}

it('chooses and restricts; names may hold commas, options come again, types are a list', () => {
  const options = parse(
    ...['--program', 'TB, suivi', '--program', 'ANC', '--data-set', 'RMA', '--type', 'indicators,constants'],
    ...['--org-unit', 'Nord', '--period', '2023:2024', '--changed-since', '2024-05-31', '--with-recipients'],
  );
  const selection = parseSelection(options);
  expect(selection).toEqual({
    programs: ['TB, suivi', 'ANC'],
    dataSets: ['RMA'],
    types: ['indicators', 'constants'],
    orgUnits: ['Nord'],
    period: '2023:2024',
    changedSince: '2024-05-31',
    withRecipients: true,
  });
  // What is stored with the run is read back when it is resumed.
  expect(selectionChoiceSchema.parse(JSON.parse(JSON.stringify(selection)))).toEqual(selection);
});

it('is everything when nothing is chosen', () => {
  expect(parseSelection(parse())).toBeUndefined();
  expect(parseMappingOptions(parse())).toBeUndefined();
});

it('keeps where tables are, whatever the directory of a later resume', () => {
  const mapping = parseMappingOptions(
    parse('--map', 'organisationUnits=code', '--map', 'units.csv', '--map-unmapped', 'keep'),
  );
  expect(mapping).toMatchObject({ tables: [resolve('units.csv')], unmapped: 'keep' });
  expect(() => parse('--map-unmapped', 'perhaps')).toThrow('perhaps');
});
