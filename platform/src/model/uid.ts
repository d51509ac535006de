/** A DHIS2 identifier: a letter, then ten letters or digits (API.md §4.2, E4014). */
export type Uid = string;

const pattern = /^[A-Za-z][A-Za-z0-9]{10}$/;

export function isUid(text: unknown): text is Uid {
  return typeof text === 'string' && pattern.test(text);
}
