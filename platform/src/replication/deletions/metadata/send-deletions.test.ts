import { loadArea } from '@relais/standin/replay.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMetadataReport } from '../../../dhis2/reports/metadata.ts';
import type { ImportReport } from '../../../model/import-report.ts';
import type { Uid } from '../../../model/uid.ts';
import { registry } from '../../metadata/fixtures/schemas.ts';
import { sendDeletions } from './send-deletions.ts';

/** What a real server answered, with other objects in the place of the recorded ones. */
function recorded(release: string, step: string, uids: readonly [recorded: Uid, now: Uid][]): ImportReport {
  const exchange = loadArea(release, 'deletions').find((each) => each.step === step);
  let text = JSON.stringify(exchange?.response.body);
  for (const [from, to] of uids) text = text.replaceAll(from, to);
  const httpStatus = exchange?.response.status ?? 0;
  return decodeMetadataReport({ httpStatus, body: JSON.parse(text), text }, registry());
}

/** A server that deletes as a release does, and remembers what it still has. */
function server(release: string, held: ReadonlySet<Uid>, vetoed: ReadonlySet<Uid>) {
  const there = new Set(held);
  const taken: ImportReport = recorded(release, 'delete-role', []);
  let requests = 0;
  return {
    there,
    requests: () => requests,
    delete: async (payload: Readonly<Record<string, readonly { id: Uid }[]>>): Promise<ImportReport> => {
      requests += 1;
      const uids = Object.values(payload).flatMap((objects) => objects.map(({ id }) => id));
      const absent = uids.find((uid) => !there.has(uid));
      if (absent !== undefined) return recorded(release, 'delete-one-absent-one-free', [['DeConstant9', absent]]);
      const kept = uids.filter((uid) => vetoed.has(uid));
      if (kept.length > 0 && release === '2.40.1') return recorded(release, 'delete-one-vetoed-one-free', []);
      for (const uid of uids) if (!vetoed.has(uid)) there.delete(uid);
      if (kept.length === 0) return taken;
      const reports = kept.map((uid) => recorded(release, 'delete-one-vetoed-one-free', [['DeOptSet001', uid]]));
      return { ...(reports[0] ?? taken), errors: reports.flatMap(({ errors }) => errors) };
    },
  };
}

const uidOf = (number: number) => `DeObject${String(number).padStart(3, '0')}`;

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('deleting objects of one type on %s', (release) => {
  it('deletes all that may go, and names exactly what is vetoed, wherever absent ones stand between', async () => {
    const fates = fc.array(fc.constantFrom('free', 'vetoed', 'absent'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fates, async (all) => {
        const uids = all.map((_, index) => uidOf(index));
        const of = (fate: string) => new Set(uids.filter((_, index) => all[index] === fate));
        const target = server(release, new Set([...of('free'), ...of('vetoed')]), of('vetoed'));
        const refused = await sendDeletions('optionSets', uids, target.delete);
        expect(new Set(refused.keys())).toEqual(of('vetoed'));
        expect(target.there).toEqual(of('vetoed'));
        for (const { code, message } of refused.values()) {
          expect(code).toBe('E4030');
          expect(message).toContain('associated with another object: DataElement');
        }
      }),
      { numRuns: 25 },
    );
  });

  it('asks for nothing when there is nothing to delete', async () => {
    const target = server(release, new Set(), new Set());
    expect(await sendDeletions('optionSets', [], target.delete)).toEqual(new Map());
    expect(target.requests()).toBe(0);
  });
});

it('tells a refusal by the database in its own words', async () => {
  const report = recorded('2.42.4.1', 'delete-attribute', []);
  const refused = await sendDeletions('trackedEntityAttributes', [uidOf(1)], async () => report);
  expect(refused.get(uidOf(1))).toMatchObject({ code: 'HTTP409' });
  expect(refused.get(uidOf(1))?.message).toContain('violates foreign key constraint');
});
