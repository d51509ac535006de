import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArchive } from './check-archive.ts';
import { openSourceArchive, openTargetArchive } from './open-archive.ts';
import {
  below,
  collect,
  dataElements,
  dataValue,
  makeScratch,
  orgUnits,
  readArchive,
  signal,
  silentSource,
  writeArchive,
} from './testing/small-archive.ts';

const values = orgUnits.flatMap(({ id }) => ['202401', '202402'].map((period) => dataValue(id, period, '3')));

async function writeWorld(path: string): Promise<void> {
  await writeArchive(path, async (archive) => {
    await archive.importMetadata({ organisationUnits: orgUnits, dataElements }, { signal });
    await archive.importDataValues(values, { signal });
    await archive.importDataValues([dataValue('OUfacility1', '202401', '7', 'DEDeces0001')], { signal });
  });
}

/** The files of an archive by name, with their bytes. */
async function filesOf(path: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(file, await readFile(file, 'base64'));
  }
  return files;
}

describe('an archive', () => {
  it('is read as it was written, by type, by UIDs, by data element and below an org unit', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    await readArchive(scratch.path, async (archive) => {
      expect(archive.facts).toMatchObject({
        release: '2.42.4.1',
        isArchive: true,
        systemId: silentSource().facts.systemId,
      });
      expect(archive.facts.schemas.byPlural.get('constants')).toMatchObject({ endpoint: '/constants' });
      expect(await collect(archive.readMetadata('organisationUnits', { signal }))).toEqual(
        orgUnits.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      );
      const uids = ['OUfacility3', 'OUnowhere01', 'OUcountry01'];
      const some = await collect(archive.readMetadata('organisationUnits', { signal, uids, fields: 'id,level' }));
      expect(some).toMatchObject([
        { id: 'OUcountry01', level: 1 },
        { id: 'OUfacility3', level: 3 },
      ]);
      expect(await archive.countMetadata('organisationUnits', signal)).toBe(7);
      const read = async (...args: Parameters<typeof below>) =>
        (await collect(archive.readDataValues(below(...args), signal))).map(
          ({ orgUnit, period }) => `${orgUnit} ${period}`,
        );
      expect(await read('OUdistrict1', { children: false })).toEqual(['OUdistrict1 202401', 'OUdistrict1 202402']);
      expect(await read('OUdistrict2', { elements: ['DECasPalu01'] })).toHaveLength(6);
      expect(await read('OUcountry01')).toHaveLength(15);
      expect(await collect(archive.readDataValues({ ...below('OUcountry01'), limit: 4 }, signal))).toHaveLength(4);
    });
  });

  it('opens only the slices that it is asked for', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    await rm(join(scratch.path, 'dataValues', 'DECasPalu01'), { recursive: true });
    await readArchive(scratch.path, async (archive) => {
      const slice = below('OUcountry01', { elements: ['DEDeces0001'] });
      expect(await collect(archive.readDataValues(slice, signal))).toHaveLength(1);
      await expect(collect(archive.readDataValues(below('OUcountry01'), signal))).rejects.toMatchObject({
        code: 'ARCHIVE_DAMAGED',
        args: { file: expect.stringMatching(/^dataValues\/DECasPalu01\//), reason: 'missing' },
      });
    });
  });

  it('is left alone, to the byte, by a run that writes nothing or the same again', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const written = await filesOf(scratch.path);
    await writeArchive(scratch.path, async () => undefined);
    expect(await filesOf(scratch.path)).toEqual(written);
    await writeArchive(scratch.path, (archive) => archive.importDataValues(values, { signal }));
    const names = (files: Map<string, string>) => [...files.keys()].sort();
    expect(names(await filesOf(scratch.path))).toEqual(names(written));
  });

  it('takes changes and deletions, and writes only what they touch', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const before = await filesOf(scratch.path);
    await writeArchive(scratch.path, async (archive) => {
      await archive.importDataValues([dataValue('OUfacility1', '202401', '8', 'DEDeces0001')], { signal });
      await archive.importMetadata({ dataElements: [{ id: 'DECasPalu01' }] }, { signal, importStrategy: 'DELETE' });
    });
    const after = await filesOf(scratch.path);
    const kept = [...before.keys()].filter((file) => after.has(file) && !file.endsWith('manifest.json'));
    expect(kept.map((file) => file.slice(scratch.path.length).split('/')[2])).toEqual(
      expect.arrayContaining(['DECasPalu01', 'organisationUnits']),
    );
    expect(after.size).toBe(before.size);
    await readArchive(scratch.path, async (archive) => {
      expect(await collect(archive.readMetadata('dataElements', { signal }))).toEqual([
        { id: 'DEDeces0001', name: 'DEDeces0001' },
      ]);
      const slice = below('OUcountry01', { elements: ['DEDeces0001'] });
      expect(await collect(archive.readDataValues(slice, signal))).toMatchObject([{ value: '8' }]);
    });
  });

  it('hands a deleted value on to whoever asks for deleted ones', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const [gone] = values;
    await writeArchive(scratch.path, (archive) =>
      archive.importDataValues(gone === undefined ? [] : [gone], { signal, importStrategy: 'DELETE' }),
    );
    await readArchive(scratch.path, async (archive) => {
      expect(await collect(archive.readDataValues(below('OUcountry01'), signal))).toHaveLength(14);
      const all = await collect(archive.readDataValues({ ...below('OUcountry01'), includeDeleted: true }, signal));
      expect(all.filter(({ deleted }) => deleted)).toMatchObject([{ orgUnit: gone?.orgUnit, period: gone?.period }]);
    });
  });

  it('refuses only what nobody could find in it', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    await writeArchive(scratch.path, async (archive) => {
      const lost = [
        dataValue('OUnowhere01', '202401', '1'),
        dataValue('OUfacility1', '202403', '1'),
        dataValue('OUfacility1', '202403', '1', 'DEnowhere01'),
      ];
      const report = await archive.importDataValues(lost, { signal });
      expect(report).toMatchObject({ imported: 1, rejectedIndexes: [0, 2] });
      expect(report.conflicts.map(({ code }) => code)).toEqual(['NOT_IN_ARCHIVE', 'NOT_IN_ARCHIVE']);
    });
  });

  it('keeps rows in order when an org unit is moved, before and after it is finished', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const moved = { id: 'OUfacility1', parent: { id: 'OUdistrict2' } };
    const read = async (archive: Awaited<ReturnType<typeof openSourceArchive>>) =>
      (await collect(archive.readDataValues(below('OUdistrict2', { elements: ['DECasPalu01'] }), signal))).map(
        ({ orgUnit, period, value }) => `${orgUnit} ${period} ${value}`,
      );
    const expected = ['OUdistrict2', 'OUfacility1', 'OUfacility3', 'OUfacility4'].flatMap((id) => [
      `${id} 202401 3`,
      `${id} 202402 ${id === 'OUfacility1' ? 9 : 3}`,
    ]);
    await writeArchive(
      scratch.path,
      async (archive) => {
        await archive.importMetadata({ organisationUnits: [moved] }, { signal });
        await archive.importDataValues([dataValue('OUfacility1', '202402', '9')], { signal });
        expect((await read(archive)).sort()).toEqual(expected.sort());
      },
      { finish: false },
    );
    await writeArchive(scratch.path, async (archive) => {
      await archive.importMetadata(
        { organisationUnits: [{ id: 'OUfacility2' }] },
        { signal, importStrategy: 'DELETE' },
      );
    });
    await readArchive(scratch.path, async (archive) => {
      expect((await read(archive)).sort()).toEqual(expected.sort());
      expect(
        await collect(archive.readDataValues(below('OUdistrict1', { elements: ['DECasPalu01'] }), signal)),
      ).toHaveLength(2);
    });
    expect((await checkArchive(scratch.path, signal)).manifest.counts.dataValues).toBe(13);
  });

  it('is its owner’s alone', async () => {
    await using scratch = await makeScratch();
    const path = join(scratch.path, 'below', 'archive');
    await writeWorld(path);
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect(mode & 0o777, entry.name).toBe(entry.isFile() ? 0o600 : 0o700);
    }
  });
});

describe('an archive that was not finished', () => {
  it('says so, and is completed by whoever writes on', async () => {
    await using scratch = await makeScratch();
    await writeArchive(
      scratch.path,
      (archive) => archive.importMetadata({ organisationUnits: orgUnits, dataElements }, { signal }),
      { finish: false },
    );
    await expect(openSourceArchive(scratch.path)).rejects.toMatchObject({ code: 'ARCHIVE_UNFINISHED' });
    expect((await checkArchive(scratch.path, signal)).isUnfinished).toBe(true);
    await writeArchive(scratch.path, async (archive) => {
      expect(await collect(archive.readMetadata('organisationUnits', { signal }))).toHaveLength(7);
      await archive.importDataValues(values, { signal });
    });
    await readArchive(scratch.path, async (archive) => {
      expect(await collect(archive.readDataValues(below('OUcountry01'), signal))).toHaveLength(14);
    });
  });

  it('is as before the run when its journal is taken away', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    await writeArchive(
      scratch.path,
      (archive) => archive.importDataValues([dataValue('OUfacility1', '202401', '99')], { signal }),
      {
        finish: false,
      },
    );
    await expect(openSourceArchive(scratch.path)).rejects.toMatchObject({
      code: 'ARCHIVE_UPDATE_UNFINISHED',
    });
    await rm(join(scratch.path, 'journal.sqlite'));
    await readArchive(scratch.path, async (archive) => {
      const found = await collect(archive.readDataValues(below('OUfacility1', { elements: ['DECasPalu01'] }), signal));
      expect(found.map(({ value }) => value)).toEqual(['3', '3']);
    });
  });

  it('may have been killed between its manifest and the end of its journal', async () => {
    await using scratch = await makeScratch();
    const [killed, again] = [join(scratch.path, 'killed'), join(scratch.path, 'again')];
    await writeWorld(killed);
    await writeArchive(
      killed,
      (archive) => archive.importDataValues([dataValue('OUfacility1', '202401', '99')], { signal }),
      {
        finish: false,
      },
    );
    await cp(killed, again, { recursive: true });
    await writeArchive(killed, async () => undefined);
    // The manifest of the finished one, and the journal of the one before.
    await cp(killed, again, { recursive: true });
    await writeArchive(again, async () => undefined);
    const read = (path: string) =>
      readArchive(path, (archive) => collect(archive.readDataValues(below('OUcountry01'), signal)));
    expect(await read(again)).toEqual(await read(killed));
  });
});

describe('an archive is not opened', () => {
  it('where there is none, or something else', async () => {
    await using scratch = await makeScratch();
    await expect(openSourceArchive(join(scratch.path, 'none'))).rejects.toMatchObject({ code: 'ARCHIVE_NOT_FOUND' });
    await writeFile(join(scratch.path, 'letter.txt'), 'Dear …');
    await expect(openTargetArchive(scratch.path, silentSource())).rejects.toMatchObject({
      code: 'ARCHIVE_DIRECTORY_NOT_EMPTY',
    });
  });

  it('for another instance, or one that was upgraded to another version', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const open = (facts: Parameters<typeof silentSource>[0]) => openTargetArchive(scratch.path, silentSource(facts));
    await expect(open({ systemId: 'another' })).rejects.toMatchObject({ code: 'ARCHIVE_OF_OTHER_INSTANCE' });
    await expect(open({ release: '2.43.0' })).rejects.toMatchObject({ code: 'ARCHIVE_OF_OTHER_RELEASE' });
    await (await open({ release: '2.42.5' })).close();
  });

  it('by two writers', async () => {
    await using scratch = await makeScratch();
    await writeArchive(scratch.path, async (archive) => {
      await archive.importMetadata({ dataElements }, { signal });
      await expect(openTargetArchive(scratch.path, silentSource())).rejects.toMatchObject({ code: 'ARCHIVE_IN_USE' });
    });
  });

  it('when its manifest was changed', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const file = join(scratch.path, 'manifest.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"2.42.4.1"', '"2.40.4.1"'));
    await expect(openSourceArchive(scratch.path)).rejects.toMatchObject({
      code: 'ARCHIVE_DAMAGED',
      args: { file: 'manifest.json' },
    });
    await writeFile(file, text.replace('"formatVersion": 1', '"formatVersion": 2'));
    await expect(openSourceArchive(scratch.path)).rejects.toMatchObject({ code: 'ARCHIVE_FORMAT_UNKNOWN' });
    await writeFile(file, text.slice(0, 100));
    await expect(openSourceArchive(scratch.path)).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
  });
});

describe('a look at every byte', () => {
  it('names each damaged file', async () => {
    await using scratch = await makeScratch();
    await writeWorld(scratch.path);
    const sound = await checkArchive(scratch.path, signal);
    expect(sound).toMatchObject({ damaged: [], isUnfinished: false, checkedFiles: 6 });
    const [folder] = await readdir(join(scratch.path, 'dataValues'));
    const [slice] = await readdir(join(scratch.path, 'dataValues', folder ?? ''));
    const name = `dataValues/${folder}/${slice}`;
    const file = join(scratch.path, name);
    const bytes = await readFile(file);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect((await checkArchive(scratch.path, signal)).damaged).toMatchObject([{ file: name }]);
  });
});
