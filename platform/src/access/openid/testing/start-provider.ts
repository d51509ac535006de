import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const redirectUri = 'https://relais.example.org/login/openid';

/** A provider in a process of its own. */
export interface RunningProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

export async function startProvider(): Promise<RunningProvider> {
  const program = join(import.meta.dirname, 'provider-process.ts');
  const child = spawn(process.execPath, [program, redirectUri], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended]);
  const [issuer] = first;
  if (typeof issuer !== 'string') throw new Error('The provider did not start');
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { issuer, stop };
}

/** Goes through the provider's pages as a browser does, and gives the query with which it sends the browser back. */
export async function logInAtProvider(url: string, account: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let address = url;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step += 1) {
    const answer = await fetch(address, {
      method: form ? 'POST' : 'GET',
      body: form ?? null,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    const page = await answer.text();
    form = undefined;
    if (location !== null) {
      address = new URL(location, address).href;
      if (address.startsWith(redirectUri)) return new URL(address).searchParams;
      continue;
    }
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(page) ?? [];
    if (action === undefined) throw new Error(`No form at ${address}: ${answer.status} ${page.slice(0, 300)}`);
    address = new URL(action, address).href;
    form = new URLSearchParams({ prompt, login: account, password: 'any' });
  }
  throw new Error(`No end at ${address}`);
}
