import type { FastifyInstance } from 'fastify';
import type { Instance } from './instance.ts';
import { sendNotFoundPage } from './not-found-page.ts';

/** Where a request without credentials is sent: 2.40 renders the page itself, from 2.41 on an app does (recorded). */
export function loginPath({ minor }: Instance): string {
  return minor >= 41 ? '/dhis-web-login/' : '/dhis-web-commons/security/login.action';
}

const LOGIN_PAGE = `<!DOCTYPE HTML>
<html class="loginPage" dir="ltr">
<head><title>DHIS 2</title></head>
<body class="loginPage">
<form id="loginForm" action="../../dhis-web-commons-security/login.action" method="post">
<input type="text" id="j_username" name="j_username" placeholder="Username" required>
<input type="password" id="j_password" name="j_password" placeholder="Password" required>
<input id="submit" class="button" type="submit" value="Sign in">
</form>
</body>
</html>
`;

/** The login page; releases with a login app have none here, as an instance without its bundled apps. */
export function registerLoginPage(app: FastifyInstance, instance: Instance): void {
  app.get(loginPath(instance), (_request, reply) =>
    instance.minor >= 41 ? sendNotFoundPage(reply) : reply.type('text/html;charset=UTF-8').send(LOGIN_PAGE),
  );
}
