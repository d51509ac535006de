import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArchive } from '../check-archive.ts';
import { sha256Of } from '../format/slice-file.ts';
import { collect, makeScratch, orgUnits, readArchive, signal, writeArchive } from '../testing/small-archive.ts';

const entity = { trackedEntity: 'TEAwa000001', trackedEntityType: 'TTPersonne1', orgUnit: 'OUfacility1' };
const enrollment = {
  enrollment: 'ENAwa000001',
  trackedEntity: 'TEAwa000001',
  program: 'PRSuivi0001',
  orgUnit: 'OUfacility1',
};
const event = { event: 'EVAwa000001', program: 'PRSuivi0001', enrollment: 'ENAwa000001', orgUnit: 'OUfacility3' };
const relationship = {
  relationship: 'REAwa000001',
  relationshipType: 'RTMere00001',
  from: { trackedEntity: { trackedEntity: 'TEAwa000001' } },
  to: { event: { event: 'EVAwa000001' } },
};
const metadata = {
  organisationUnits: orgUnits,
  trackedEntityTypes: [{ id: 'TTPersonne1' }],
  programs: [{ id: 'PRSuivi0001' }, { id: 'PRAutre0001' }],
};

async function writeTracker(path: string): Promise<void> {
  await writeArchive(path, async (archive) => {
    await archive.importMetadata(metadata, { signal });
    const others = ['TEzzz000001', 'TEBara00001'].map((trackedEntity) => ({ ...entity, trackedEntity }));
    const payload = {
      trackedEntities: [...others, entity],
      enrollments: [enrollment],
      events: [event],
      relationships: [relationship],
    };
    expect(await archive.importTracker(payload, { signal })).toMatchObject({ status: 'OK', stats: { total: 6 } });
  });
}

describe('tracker data in an archive', () => {
  it('is listed by type or program and below an org unit, flat', async () => {
    await using scratch = await makeScratch();
    await writeTracker(scratch.path);
    await readArchive(scratch.path, async (archive) => {
      const byType = { trackedEntityType: 'TTPersonne1', orgUnit: 'OUcountry01' };
      const found = await collect(archive.readTracker('trackedEntities', byType, signal));
      expect(found.map(({ trackedEntity }) => trackedEntity)).toEqual(['TEAwa000001', 'TEBara00001', 'TEzzz000001']);
      expect(await archive.countTracker('trackedEntities', byType, signal)).toBe(3);
      const ofProgram = { program: 'PRSuivi0001', orgUnit: 'OUcountry01' };
      expect(await collect(archive.readTracker('trackedEntities', ofProgram, signal))).toEqual([entity]);
      expect(await collect(archive.readTracker('events', ofProgram, signal))).toEqual([event]);
      expect(await collect(archive.readTracker('events', { ...ofProgram, orgUnit: 'OUdistrict1' }, signal))).toEqual(
        [],
      );
      expect(await collect(archive.readTracker('events', { ...ofProgram, program: 'PRAutre0001' }, signal))).toEqual(
        [],
      );
      expect(await archive.countTracker('events', { ...ofProgram, program: 'PRAutre0001' }, signal)).toBe(0);
    });
  });

  it('shows relationships at what they start at, where they are asked for', async () => {
    await using scratch = await makeScratch();
    await writeTracker(scratch.path);
    await readArchive(scratch.path, async (archive) => {
      const selection = {
        trackedEntityType: 'TTPersonne1',
        orgUnit: 'OUcountry01',
        fields: 'trackedEntity,relationships[*]',
      };
      const found = await collect(archive.readTracker('trackedEntities', selection, signal));
      expect(found.map(({ relationships }) => relationships)).toEqual([[relationship], [], []]);
    });
  });

  it('loses the values that are sent as null, and is kept as deleted when it is', async () => {
    await using scratch = await makeScratch();
    await writeTracker(scratch.path);
    const attributes = [
      { attribute: 'ATNom000001', value: 'Awa' },
      { attribute: 'ATVieux0001', value: null },
    ];
    await writeArchive(scratch.path, async (archive) => {
      await archive.importTracker({ trackedEntities: [{ ...entity, attributes }] }, { signal });
      const gone = { events: [{ event: 'EVAwa000001' }], relationships: [{ relationship: 'REAwa000001' }] };
      await archive.importTracker(gone, { signal, importStrategy: 'DELETE' });
    });
    await readArchive(scratch.path, async (archive) => {
      const selection = { trackedEntityType: 'TTPersonne1', orgUnit: 'OUfacility1' };
      const [found] = await collect(archive.readTracker('trackedEntities', selection, signal));
      expect(found?.attributes).toEqual([{ attribute: 'ATNom000001', value: 'Awa' }]);
      const events = { program: 'PRSuivi0001', orgUnit: 'OUcountry01' };
      expect(await collect(archive.readTracker('events', events, signal))).toEqual([]);
      expect(await collect(archive.readTracker('events', { ...events, includeDeleted: true }, signal))).toEqual([
        { ...event, deleted: true },
      ]);
    });
  });

  it('is refused where nobody could find it', async () => {
    await using scratch = await makeScratch();
    await writeArchive(scratch.path, async (archive) => {
      await archive.importMetadata(metadata, { signal });
      const events = [
        event,
        { ...event, event: 'EV2', program: 'PRnowhere01' },
        { ...event, event: 'EV3', orgUnit: 'OUnowhere01' },
      ];
      const report = await archive.importTracker({ events, relationships: [{ relationship: 'RE1' }] }, { signal });
      expect(report.errors.map(({ uid, code }) => `${uid} ${code}`)).toEqual([
        'EV2 NOT_IN_ARCHIVE',
        'EV3 NOT_IN_ARCHIVE',
        'RE1 NOT_IN_ARCHIVE',
      ]);
      expect(report.stats).toMatchObject({ created: 1, ignored: 3 });
    });
  });
});

describe('entries in an archive', () => {
  it('are read by slice, in the order of their keys, whatever these are', async () => {
    await using scratch = await makeScratch();
    const entries = ['b', 'é/ü %', 'a'].map((key) => ({ key, content: { value: key, empty: '' } }));
    await writeArchive(scratch.path, async (archive) => {
      await archive.entries.write('dataStore', 'mon espace/été', entries, { signal });
      await archive.entries.write('dataStore', 'autre', entries.slice(0, 1), { signal });
      await archive.entries.remove('dataStore', 'mon espace/été', [{ key: 'b', content: undefined }], { signal });
      expect(await collect(archive.entries.slices('dataStore', signal))).toEqual(['autre', 'mon espace/été']);
    });
    await readArchive(scratch.path, async ({ entries: reader }) => {
      expect([...reader.kinds]).toEqual(['dataStore']);
      expect(await collect(reader.slices('dataStore', signal))).toEqual(['autre', 'mon espace/été']);
      const read = await collect(reader.read('dataStore', 'mon espace/été', signal));
      expect(read).toEqual([entries[1], entries[2]]);
      expect(await collect(reader.read('dataStore', 'ailleurs', signal))).toEqual([]);
    });
  });
});

describe('registrations in an archive', () => {
  it('are read by data set and org unit, and go when they are deleted', async () => {
    await using scratch = await makeScratch();
    const registrations = ['OUfacility1', 'OUfacility3'].map((organisationUnit) => ({
      dataSet: 'DSMensuel01',
      period: '202401',
      organisationUnit,
      attributeOptionCombo: 'HllvX50cXC0',
      completed: true,
    }));
    const slice = { dataSet: 'DSMensuel01', startDate: '1900-01-01', endDate: '2200-12-31', children: true };
    await writeArchive(scratch.path, async (archive) => {
      await archive.importMetadata({ organisationUnits: orgUnits, dataSets: [{ id: 'DSMensuel01' }] }, { signal });
      await archive.importCompleteness(registrations, { signal });
      const read = () => collect(archive.readCompleteness({ ...slice, orgUnits: ['OUdistrict1'] }, signal));
      expect(await read()).toEqual(registrations.slice(0, 1));
      await archive.importCompleteness(registrations.slice(0, 1), { signal, importStrategy: 'DELETE' });
      expect(await read()).toEqual([]);
    });
    await readArchive(scratch.path, async (archive) => {
      const read = archive.readCompleteness({ ...slice, orgUnits: ['OUcountry01'] }, signal);
      expect(await collect(read)).toEqual(registrations.slice(1));
    });
  });
});

describe('files in an archive', () => {
  const upload = {
    uid: 'FILogo00001',
    domain: 'DOCUMENT',
    name: 'carte.png',
    contentType: 'image/png',
    content: Buffer.from([137, 80, 78, 71, 0, 1, 2, 3]),
  } as const;

  it('are given back by UID, and found damaged when they are', async () => {
    await using scratch = await makeScratch();
    await writeArchive(scratch.path, async ({ files }) => {
      expect(await files.upload(upload, signal)).toBeUndefined();
    });
    await readArchive(scratch.path, async ({ files }) => {
      const found = await files.find('FILogo00001', signal);
      expect(found).toMatchObject({ name: 'carte.png', contentLength: 8, isStored: true, domain: 'DOCUMENT' });
      expect(await files.find('FInowhere01', signal)).toBeUndefined();
      if (found === undefined) return;
      expect(await files.read(found, { kind: 'object' }, signal)).toEqual(upload.content);
      const lost = { ...found, uid: 'FInowhere01' };
      expect(await files.read(lost, { kind: 'object' }, signal)).toMatchObject({ code: 'HTTP_404' });
    });
    expect((await checkArchive(scratch.path, signal)).damaged).toEqual([]);
    const name = `files/content/${sha256Of(upload.content)}`;
    const bytes = await readFile(join(scratch.path, name));
    await writeFile(join(scratch.path, name), bytes.reverse());
    expect((await checkArchive(scratch.path, signal)).damaged).toMatchObject([{ file: name }]);
  });
});
