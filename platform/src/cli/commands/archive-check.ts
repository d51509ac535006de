import { resolve } from 'node:path';
import type { ArchiveCheck } from '../../archive/check-archive.ts';
import { formatDateTime, formatNumber } from '../../model/formats.ts';
import { archiveDirectory } from '../../runs/resolve-reference.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';

/** `relais archive check DIRECTORY`: reads every byte of an archive, and names what is not as it was written. */
export async function checkArchiveCommand(
  cli: Cli,
  reference: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const check = await cli.checkArchive(archiveDirectory(reference) ?? resolve(reference));
  const isSound = check.damaged.length === 0 && !check.isUnfinished;
  cli.terminal.out.write(
    options.json ? `${JSON.stringify(forPrograms(check))}\n` : `${describe(check, cli).join('\n')}\n`,
  );
  return isSound ? exitCodes.identical : exitCodes.couldNotRun;
}

function forPrograms({ manifest, ...check }: ArchiveCheck) {
  const { source, counts, sha256, startedAt, finishedAt, holds, isPart } = manifest;
  return { ...check, source, counts, sha256, startedAt, finishedAt, holds, isPart };
}

function describe({ manifest, isUnfinished, checkedFiles, checkedBytes, damaged }: ArchiveCheck, cli: Cli): string[] {
  const { language } = cli;
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const { source, finishedAt, counts } = manifest;
  const when = finishedAt === undefined ? '' : ` · ${formatDateTime(new Date(finishedAt), language)}`;
  const number = (value: number) => formatNumber(value, language);
  const megabytes = number(Math.ceil(checkedBytes / 1e6));
  const lines = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    `${source.systemName ?? source.name} · DHIS2 ${source.release}${when}`,
    say(
      `  ${number(lines)} objets et données, ${number(checkedFiles)} fichiers relus, ${megabytes} Mo`,
      `  ${number(lines)} objects and data, ${number(checkedFiles)} files read again, ${megabytes} MB`,
    ),
    ...damaged.map(({ file, reason }) => say(`  abîmé : ${file} (${reason})`, `  damaged: ${file} (${reason})`)),
    ...(isUnfinished
      ? [say('  non terminée : une exécution ne l’a pas achevée', '  not finished: a run did not end')]
      : []),
    ...(damaged.length === 0
      ? [say('  tous les octets sont ceux qui ont été écrits', '  every byte is as it was written')]
      : []),
  ];
}
