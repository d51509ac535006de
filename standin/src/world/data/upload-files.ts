import { type Connection, refused } from '../connection.ts';
import { plainPicture } from '../png.ts';
import { worldUid } from '../world-uid.ts';

/** A small file of one of the domains that files are for. */
interface PlannedFile {
  readonly uid: string;
  readonly domain: string;
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The UIDs of the world's files; icons came with 2.41. */
export const FILE = {
  guide: worldUid('WFi', 1),
  map: worldUid('WFi', 2),
  avatar: worldUid('WFi', 3),
  report: worldUid('WFi', 4),
  record: worldUid('WFi', 5),
  portrait: worldUid('WFi', 6),
  result: worldUid('WFi', 7),
  wound: worldUid('WFi', 8),
  icon: worldUid('WFi', 9),
} as const;

const files: readonly PlannedFile[] = [
  text(FILE.guide, 'DOCUMENT', 'guide de saisie.txt'),
  picture(FILE.map, 'ORG_UNIT', 'carte.png', [38, 120, 90]),
  picture(FILE.avatar, 'USER_AVATAR', 'poste.png', [200, 160, 60]),
  text(FILE.report, 'DATA_VALUE', 'rapport signé été.txt'),
  text(FILE.record, 'DATA_VALUE', 'dossier.txt'),
  picture(FILE.portrait, 'DATA_VALUE', 'portrait.png', [120, 120, 160]),
  text(FILE.result, 'DATA_VALUE', 'résultat.txt'),
  picture(FILE.wound, 'DATA_VALUE', 'plaie.png', [160, 60, 60]),
  picture(FILE.icon, 'ICON', 'icone.png', [20, 40, 200]),
];

function text(uid: string, domain: string, name: string): PlannedFile {
  return { uid, domain, name, type: 'text/plain', content: Buffer.from(`Contenu de « ${name} »\n`) };
}

function picture(uid: string, domain: string, name: string, colour: readonly [number, number, number]): PlannedFile {
  return { uid, domain, name, type: 'image/png', content: plainPicture(64, colour) };
}

/** Uploads the world's files; those that are there already stay. @throws Error when the instance refuses one. */
export async function uploadFiles(connection: Connection, minorRelease: number): Promise<void> {
  for (const file of files.filter(({ domain }) => domain !== 'ICON' || minorRelease >= 41)) {
    if (await connection.has(`/api/fileResources/${file.uid}`)) continue;
    const path = `/api/fileResources?domain=${file.domain}&uid=${file.uid}`;
    const reply = await connection.upload(path, formOf(file));
    if (reply.status !== 202) throw refused(`POST ${path}`, reply);
  }
}

/** A form with one file, as uploads and logos take it. */
export function formOf({ name, type, content }: Pick<PlannedFile, 'name' | 'type' | 'content'>): FormData {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(content)], { type }), name);
  return form;
}
