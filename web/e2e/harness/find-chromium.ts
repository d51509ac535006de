import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine, looked for where programs are; undefined where there is none. */
export function findChromium(path = process.env.PATH ?? ''): string | undefined {
  const candidates = path.split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false;
      throw error;
    }
  });
}
