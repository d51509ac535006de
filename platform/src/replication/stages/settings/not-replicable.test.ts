import { expect, test } from 'vitest';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { InstanceReader } from '../../../model/instance.ts';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import { createValueInstance } from '../../in-memory/value-instance.ts';
import { tellNotReplicable } from './not-replicable.ts';

/** A source that has so many objects of some classes; one class has no list. */
function sourceWith(counts: Readonly<Record<string, number>>): InstanceReader {
  const instance = createValueInstance({ release: '2.42.4.1', metadata: {} });
  const types = [...Object.keys(counts), 'programMessages'];
  const byPlural = new Map(types.map((plural) => [plural, { plural } as never]));
  return {
    ...instance,
    facts: { ...instance.facts, schemas: { ...instance.facts.schemas, byPlural } },
    countMetadata: async (type) => {
      if (type === 'programMessages') throw new PlatformError('DHIS2_REQUEST_REFUSED', { args: {} });
      return counts[type] ?? 0;
    },
  };
}

test('what nobody can copy is counted and told once for each class that the source has', async () => {
  const source = sourceWith({ interpretations: 12, messageConversations: 0, validationResults: 3 });
  const ledger = createInMemoryLedger();
  const target = createValueInstance({ release: '2.42.4.1', metadata: {} });
  await tellNotReplicable(createInMemoryRun({ source, target, ledger }));
  const findings = [...ledger.chunks.values()].flatMap((chunk) => chunk.findings);
  expect(findings.map(({ type, cause, code, count }) => [type, cause, code, count])).toEqual([
    ['interpretations', 'impossible', 'NOT_REPLICABLE', 12],
    ['validationResults', 'impossible', 'NOT_REPLICABLE', 3],
  ]);
  expect(ledger.totals().interpretations).toMatchObject({ read: 12, impossible: 12 });
});

test('a run that was asked for some types says nothing of others', async () => {
  const source = sourceWith({ interpretations: 12 });
  const ledger = createInMemoryLedger();
  const target = createValueInstance({ release: '2.42.4.1', metadata: {} });
  await tellNotReplicable(createInMemoryRun({ source, target, ledger, only: ['dataElements'] }));
  expect(ledger.chunks.size).toBe(0);
});
