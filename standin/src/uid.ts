const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SIGNS = `${LETTERS}0123456789`;

/** Whether a text has the shape of a DHIS2 UID: a letter and ten letters or digits. */
export function isUid(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z][A-Za-z0-9]{10}$/.test(text);
}

/** An endless supply of UIDs, the same for the same seed (mulberry32 over a hash of the seed). */
export function createUidSource(seed: string): () => string {
  let state = 2166136261;
  for (const sign of seed) state = Math.imul(state ^ sign.charCodeAt(0), 16777619);
  const next = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
  return () => {
    let uid = LETTERS.charAt(next(LETTERS.length));
    while (uid.length < 11) uid += SIGNS.charAt(next(SIGNS.length));
    return uid;
  };
}
