import { instanceState } from '../instance-state.ts';

/** A file resource with its content (API.md §6). */
export interface FileResource {
  readonly uid: string;
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
  readonly contentMd5: string;
  readonly domain: string;
  readonly created: Date;
  readonly createdBy: string;
  isAssigned: boolean;
  /** UID of the tracker object that uses it. */
  owner?: string;
}

/** The file resources of an instance by UID. */
export const fileResourcesOf = instanceState(() => new Map<string, FileResource>());
