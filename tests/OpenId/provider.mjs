// A real OpenID provider for the sign-in tests: node provider.mjs PORT REDIRECT_URI...
import Provider from 'oidc-provider';

const [port, ...redirectUris] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'inboxmind',
    client_secret: 'secret-of-the-test',
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
  }, {
    // A mail server that asks about the tokens it is shown; it gets none itself.
    client_id: 'mail-server',
    client_secret: 'secret-of-the-mail-server',
    redirect_uris: [],
    grant_types: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
  }],
  scopes: ['openid', 'email', 'profile', 'https://mail.google.com/'],
  claims: { openid: ['sub'], email: ['email', 'email_verified', 'hd'], profile: ['name'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true }, revocation: { enabled: true }, introspection: { enabled: true } },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (ctx, client, code) => !code.accountId.startsWith('once-'),
  cookies: { keys: ['only for tests'] },
  jwks: undefined,
  findAccount: async (ctx, sub) => ({
    accountId: sub,
    claims: async () => ({
      sub,
      email: sub.includes('@') ? sub : `${sub}@gmail.com`,
      email_verified: true,
      name: `${sub}\r\nSet-Cookie: evil=1\u202e`,
      ...(sub.includes('@') ? { hd: sub.split('@')[1] } : {}),
    }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
