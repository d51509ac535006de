import type { FileReader, FileWriter } from '../../model/file-resource.ts';
import type { Client } from '../client.ts';
import { findFile } from './find-file.ts';
import { createOptionCombos } from './option-combos.ts';
import { readFile } from './read-file.ts';
import { uploadFile } from './upload-file.ts';

/** The files of an instance that was connected to. */
export function openFiles(client: Client): FileReader & FileWriter {
  const optionCombos = createOptionCombos(client);
  const { keepsFileUids, redrawsImages } = client.capabilities;
  return {
    keepsUids: keepsFileUids,
    redraws: (domain) => redrawsImages && (domain === 'ORG_UNIT' || domain === 'USER_AVATAR' || domain === 'ICON'),
    find: (uid, signal) => findFile(client, uid, signal),
    read: (file, holder, signal) => readFile(client, optionCombos, file, holder, signal),
    upload: (file, signal) => uploadFile(client, file, signal),
  };
}
