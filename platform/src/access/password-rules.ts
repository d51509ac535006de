import { PlatformError } from '../model/errors/platform-error.ts';

/** Length is what protects; what else NIST SP 800-63B §5.1.1.2 asks for is that a password be none of the first that are tried. */
export const passwordLengths = { least: 12, most: 256 } as const;

/** Words that passwords are made of where people must have one. */
const commonWords: readonly string[] = [
  'administrateur',
  'administrator',
  'admin',
  'azertyuiop',
  'azerty',
  'bienvenue',
  'bonjour',
  'changeme',
  'dhis',
  'district',
  'iloveyou',
  'letmein',
  'minsante',
  'ministere',
  'ministry',
  'motdepasse',
  'passe',
  'passw',
  'password',
  'qwertyuiop',
  'qwerty',
  'relais',
  'sante',
  'health',
  'secret',
  'soleil',
  'superuser',
  'welcome',
];

/** Rows of keyboards and the sequences that everybody knows. */
const sequences = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
];

/** What a password must not be made of: the name of the user and their address. */
export interface PasswordOwner {
  readonly username: string;
  readonly email?: string | undefined;
}

/**
 * Refuses a password that is among the first to be tried.
 * @throws PlatformError PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_GUESSABLE.
 */
export function assertPasswordHolds(password: string, owner: PasswordOwner): void {
  const { least, most } = passwordLengths;
  const length = Array.from(password.normalize('NFKC')).length;
  if (length < least) throw new PlatformError('PASSWORD_TOO_SHORT', { args: { least } });
  if (length > most) throw new PlatformError('PASSWORD_TOO_LONG', { args: { most } });
  if (isGuessable(password, owner)) throw new PlatformError('PASSWORD_GUESSABLE');
}

/** What is left of a password without names, common words, sequences and repetitions must still be worth guessing. */
function isGuessable(password: string, { username, email }: PasswordOwner): boolean {
  const names = [username, ...username.split(/[^\p{L}\p{N}]+/u), ...(email ?? '').split(/[^\p{L}\p{N}]+/u)];
  const words = [...commonWords, ...names.map(plain).filter((name) => name.length > 2)];
  let rest = plain(password);
  for (const word of words.sort((left, right) => right.length - left.length)) rest = rest.replaceAll(word, ' ');
  const characters = Array.from(rest.replaceAll(/[\s]+/g, ''));
  const surprising = characters.filter((character, at) => !follows(characters[at - 1], character));
  return surprising.length < 6 || new Set(surprising).size < 5;
}

const standIns: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

/** Lower case, without accents, and with the letters that digits and signs stand for inside words. */
function plain(text: string): string {
  const letters = Array.from(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());
  const isLetter = (at: number) => /\p{L}/u.test(letters[at] ?? '');
  return letters
    .map((letter, at) => (isLetter(at - 1) && isLetter(at + 1) ? (standIns[letter] ?? letter) : letter))
    .join('');
}

/** Whether a character is no surprise after another: the same again, or a neighbour. */
function follows(before: string | undefined, character: string): boolean {
  if (before === undefined) return false;
  if (before === character) return true;
  return sequences.some((row) => row.includes(before + character) || row.includes(character + before));
}
