/** First bytes of the images that DHIS2 takes for org units, avatars and icons. */
const signatures: readonly (readonly [type: string, bytes: Buffer])[] = [
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['image/jpeg', Buffer.from('ffd8ff', 'hex')],
  ['image/gif', Buffer.from('GIF8', 'latin1')],
];

/**
 * The content type of an image by its bytes; nothing for other files. An instance may have recorded another one: 2.41.5.1
 * keeps the images that it draws anew as `application/octet-stream`, which no target would take for an image again.
 */
export function imageTypeOf(content: Buffer): string | undefined {
  return signatures.find(([, bytes]) => content.subarray(0, bytes.length).equals(bytes))?.[0];
}

const extensions: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
};

/**
 * The name under which a picture is taken: from 2.41 on it has to end as pictures do, in small letters (seen on 2.41.5.1 and
 * 2.42.4.1), while 2.40 and cameras end it as they like.
 */
export function pictureName(name: string, contentType: string): string {
  const known = extensions[contentType] ?? [];
  const [first] = known;
  return first === undefined || known.some((each) => name.endsWith(`.${each}`)) ? name : `${name}.${first}`;
}
