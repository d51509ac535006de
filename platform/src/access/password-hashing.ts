import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** What Argon2id is made to cost. */
export interface PasswordCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** RFC 9106 §4, the second choice, with one lane: some 0.2 s and 64 MiB on a usual server. */
export const usualPasswordCost: PasswordCost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

/** Hashes passwords, a few at a time: a crowd at the login page must not take the server's memory. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  /** False where there is no hash, after the same work: nobody learns from the time which users exist. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether a hash was made at another cost than today's. */
  isOutdated(hash: string): boolean;
}

const hashesAtATime = 2;

export function createPasswordHashing(cost: PasswordCost = usualPasswordCost): PasswordHashing {
  const options = { memoryCost: cost.memoryKiB, timeCost: cost.passes, parallelism: cost.lanes };
  const inTurn = createTurns(hashesAtATime);
  let decoy: Promise<string> | undefined;
  const hashOf = (password: string) => inTurn(() => hash(normalised(password), options));
  return {
    hash: hashOf,
    verify: async (password, known) => {
      decoy ??= hashOf(randomBytes(16).toString('base64url'));
      const compared = known ?? (await decoy);
      const fits = await inTurn(() => verify(compared, normalised(password)));
      return fits && known !== undefined;
    },
    isOutdated: (known) => !known.startsWith(`$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=${cost.lanes}$`),
  };
}

/** The same characters give the same password on every keyboard and system (NIST SP 800-63B §5.1.1.2). */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

/** Lets so many work at a time; the others wait in the order in which they came. */
function createTurns(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
