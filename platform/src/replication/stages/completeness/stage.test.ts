import { describe, expect, test } from 'vitest';
import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import { createInMemoryLedger, createInMemoryRun, type InMemoryRunOptions } from '../../in-memory/run.ts';
import { createValueInstance, type ValueInstanceOptions } from '../../in-memory/value-instance.ts';
import type { VerifiedSlice } from '../../run-context.ts';
import { defaultCombo, exampleMetadata, exampleUid } from '../data-values/example-values.ts';
import { createCompletenessStage } from './stage.ts';
import { verifyCompleteness } from './verify.ts';

const metadata = exampleMetadata({ dataElements: 2, districts: 3, facilitiesPerDistrict: 4 });

function instance(options: Partial<ValueInstanceOptions> = {}) {
  return createValueInstance({ release: '2.42.4.1', metadata, ...options });
}

function registration(changes: Partial<CompleteDataSetRegistration> = {}): CompleteDataSetRegistration {
  return {
    dataSet: exampleUid('Ds', 1),
    period: '202401',
    organisationUnit: exampleUid('OuF', 1000),
    attributeOptionCombo: defaultCombo,
    date: '2024-02-03',
    storedBy: 'agent1',
    completed: true,
    ...changes,
  };
}

function registrations(): CompleteDataSetRegistration[] {
  const units = (metadata.organisationUnits ?? []).map(({ id }) => id);
  const periods = ['202401', '202402', '2024W53', '209901'];
  return units.flatMap((organisationUnit) => periods.map((period) => registration({ organisationUnit, period })));
}

async function copy(options: InMemoryRunOptions) {
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ ledger, ...options });
  await createCompletenessStage(10).run(context);
  const findings = [...ledger.chunks.values()].flatMap((chunk) => chunk.findings);
  return { context, findings, counts: ledger.totals().completeDataSetRegistrations ?? {} };
}

async function verify(context: Parameters<typeof verifyCompleteness>[0]) {
  const slices: VerifiedSlice[] = [];
  for await (const slice of verifyCompleteness(context)) slices.push(slice);
  const sum = (key: 'compared' | 'identical') => slices.reduce((total, slice) => total + slice[key], 0);
  return {
    compared: sum('compared'),
    identical: sum('identical'),
    findings: slices.flatMap((slice) => slice.findings),
  };
}

describe('copying completeness registrations', () => {
  test('brings all of them over, proves it, and writes nothing the second time', async () => {
    const source = instance();
    const target = instance();
    source.register(...registrations());
    const { context, counts, findings } = await copy({ source, target });
    expect(counts).toMatchObject({ read: 64, created: 64, refused: 0 });
    expect(findings).toEqual([]);
    expect(target.registrations).toEqual(source.registrations);
    expect(await verify(context)).toEqual({ compared: 64, identical: 64, findings: [] });
    expect((await copy({ source, target })).counts).toMatchObject({ created: 0, unchanged: 64 });
  });

  test('updates where the day or the mark differs, and nothing for another storedBy or time of day', async () => {
    const source = instance();
    const target = instance();
    source.register(
      registration({ completed: false }),
      registration({ period: '202402', date: '2024-03-01' }),
      registration({ period: '202403', date: '2024-04-01' }),
    );
    target.register(
      registration(),
      registration({ period: '202402', date: '2024-03-09' }),
      registration({ period: '202403', date: '2024-04-01T10:00:00.000', storedBy: 'other' }),
    );
    expect((await copy({ source, target })).counts).toMatchObject({ read: 3, updated: 2, unchanged: 1 });
  });

  test('finds the refused ones by looking again, as the report names none', async () => {
    const source = instance();
    const bad = exampleUid('OuF', 2001);
    const refuses = ({ organisationUnit, period }: CompleteDataSetRegistration) => {
      if (organisationUnit === bad)
        return { code: '', message: 'Organisation unit is not in hierarchy of user', value: bad };
      if (period === '209901') return { code: '', message: 'Deaths needs to be filled. It is compulsory.' };
      return undefined;
    };
    const target = instance({ refusesRegistration: refuses });
    source.register(...registrations());
    const { counts, findings, context } = await copy({ source, target });
    expect(counts).toMatchObject({ read: 64, created: 45, refused: 19 });
    expect(findings.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(19);
    const words = findings.filter(({ key }) => key.includes(bad)).map(({ message }) => message);
    expect(words).toEqual(Array(4).fill('Organisation unit is not in hierarchy of user'));
    expect(findings.filter(({ message }) => message.startsWith('Deaths'))).toHaveLength(15);
    const verified = await verify(context);
    expect(verified).toMatchObject({ compared: 64, identical: 45 });
    expect(new Set(verified.findings.map(({ cause }) => cause))).toEqual(new Set(['refused']));
  });

  test('does not send what depends on refused metadata, and names what only the target has', async () => {
    const source = instance();
    const target = instance();
    source.register(registration(), registration({ dataSet: exampleUid('Ds', 2), period: '2024' }));
    target.register(registration({ period: '202312' }));
    const { counts, findings } = await copy({ source, target, refused: [exampleUid('Ds', 2)] });
    expect(counts).toMatchObject({ read: 2, created: 1, refused: 1 });
    expect(findings.map(({ cause, code, key }) => [cause, code, key])).toEqual([
      ['skipped', 'EXTRA_ON_TARGET', `${exampleUid('Ds', 1)}/202312/${exampleUid('OuF', 1000)}/${defaultCombo}`],
      ['refused', 'DEPENDS_ON_REFUSED', exampleUid('Ds', 2)],
    ]);
  });

  test('a dry run compares and asks nothing', async () => {
    const source = instance();
    const target = instance({ refusesRegistration: () => ({ code: '', message: 'no' }) });
    source.register(...registrations());
    expect((await copy({ source, target, dryRun: true })).counts).toMatchObject({ created: 64, refused: 0 });
    expect(target.registrations.size).toBe(0);
  });
});
