import { type Permission, permissions } from '../access/permissions.ts';
import { escapeHtml } from '../report/html.ts';
import type { Route } from './route.ts';

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
code{white-space:nowrap}
`;

/** One page that names every route and who may ask it; the schemas are in the document for programs. */
export function renderApiPage(routes: readonly Route[], prefix: string): string {
  const rows = routes.map((route) => {
    const { action } = route;
    const permission: Permission | undefined = action === undefined ? undefined : permissions[action];
    const cells = [
      `<code>${route.method}</code>`,
      `<code>${escapeHtml(prefix + route.path)}</code>`,
      escapeHtml(route.summary),
      escapeHtml(permission?.roles.join(', ') ?? 'anybody'),
      escapeHtml(permission?.scope ?? ''),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const titles = ['Method', 'Address', 'What it does', 'Who may', 'Scope of a token'];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Relais · REST API</title><style>${style}</style></head><body>
<h1>Relais · REST API</h1>
<p>Programs send <code>Authorization: Bearer relais_pat_…</code>. Browsers have a session’s cookie, and send the token of the cookie
<code>relais_csrf</code> as <code>X-CSRF-Token</code> with whatever changes something. Failures are <code>application/problem+json</code> with a
stable <code>code</code>. Lists go on behind <code>after</code> = <code>next</code> of the page before. Schemas:
<a href="${prefix}/openapi.json">openapi.json</a>.</p>
<table><thead><tr>${titles.map((title) => `<th>${title}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>`;
}
