import { join } from 'node:path';
import { prepareWeb } from './web-build.ts';

// `npm run build`: the web application, for installations whose service may not write into the project's folder.
const built = await prepareWeb({
  projectDirectory: join(import.meta.dirname, '../../..'),
  say: ({ en }) => process.stderr.write(`${en}\n`),
  signal: new AbortController().signal,
});
process.exitCode = built === undefined ? 1 : 0;
