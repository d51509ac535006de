import type { FileDomain } from '../../model/file-resource.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import { isUid, type Uid } from '../../model/uid.ts';

/** How objects of one type refer to a file (API.md §4.6 "files", §6). */
export interface FileReference {
  readonly type: MetadataType;
  readonly domain: FileDomain;
  readonly property: string;
  /** What has to be read to know. */
  readonly fields: string;
  fileOf(object: MetadataObject): Uid | undefined;
}

/** The types whose objects refer to files; icons, whose files travel with them, are entries. */
export const fileReferences: readonly FileReference[] = [
  {
    type: 'documents',
    domain: 'DOCUMENT',
    property: 'url',
    fields: 'id,name,url,external',
    // Older releases leave out what is false; a link is no UID.
    fileOf: ({ external, url }) => (external !== true && isUid(url) ? url : undefined),
  },
  {
    type: 'organisationUnits',
    domain: 'ORG_UNIT',
    property: 'image',
    fields: 'id,name,image[id]',
    fileOf: ({ image }) => idOf(image),
  },
  {
    type: 'users',
    domain: 'USER_AVATAR',
    property: 'avatar',
    fields: 'id,username,avatar[id]',
    fileOf: ({ avatar }) => idOf(avatar),
  },
];

export function fileReferenceOf(type: MetadataType): FileReference | undefined {
  return fileReferences.find((reference) => reference.type === type);
}

function idOf(reference: unknown): Uid | undefined {
  if (typeof reference !== 'object' || reference === null || !('id' in reference)) return undefined;
  return isUid(reference.id) ? reference.id : undefined;
}
