import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/**
 * A real OpenID Connect provider for the tests, in a process of its own: anybody may log in under any name, without a password.
 * Its one argument is the redirect URI of the one client. Says its address when it listens, and ends with its standard input.
 */
const [redirectUri = ''] = process.argv.slice(2);

const server = createServer();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = Object(server.address());
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    { client_id: 'relais', client_secret: 'client secret of the tests', redirect_uris: [redirectUri] },
    {
      client_id: 'relais-public',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    },
  ],
  pkce: { required: () => true },
  cookies: { keys: ['a key of the tests'] },
  claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email', 'email_verified'] },
  // `awa+nurses` is awa, who belongs to the nurses.
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => {
      const [name, group] = id.split('+');
      return { sub: `subject of ${id}`, preferred_username: name, groups: group === undefined ? [] : [group] };
    },
  }),
});
server.on('request', provider.callback());
process.stdin.resume().on('end', () => process.exit(0));
process.stdout.write(`${issuer}\n`);
