import type { Config } from '../model/config.ts';
import { type CspConfig, serverDirectives } from '../model/csp.ts';
import type { PlannedFile } from '../model/output.ts';

/**
 * What no page can say of itself, as texts for servers: `_headers` for Netlify and Cloudflare Pages, and
 * files for nginx and Apache. Without a policy there is none.
 */
export function headerFiles({ csp, site }: Pick<Config, 'csp' | 'site'>): readonly PlannedFile[] {
  if (csp === false) return [];
  const headers = Object.entries({
    'Content-Security-Policy': serverPolicy(csp),
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  const file = (path: string, lines: readonly string[]): PlannedFile => ({
    path,
    make: () => `${lines.join('\n')}\n`,
  });
  return [
    file('_headers', [`${site.base}*`, ...headers.map(([name, value]) => `  ${name}: ${value}`)]),
    file('_headers.nginx', [
      '# Include this in `server`, and in each `location` that has an `add_header` of its own.',
      ...headers.map(
        ([name, value]) => `add_header ${name} "${value.replace(/[\\"]/g, '\\$&')}" always;`,
      ),
    ]),
    file('_headers.apache', [
      '# Include this in the server or the virtual host, or append it to `.htaccess`. Needs mod_headers.',
      ...headers.map(
        // A `%` would begin a variable of the request.
        ([name, value]) =>
          `Header always set ${name} "${value.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`,
      ),
    ]),
  ];
}

function serverPolicy(csp: Exclude<CspConfig, false>): string {
  const all: Exclude<CspConfig, false> = { 'frame-ancestors': ["'self'"], ...csp };
  return Object.entries(all)
    .filter(([name]) => serverDirectives.has(name))
    .map(([name, sources]) => [name, ...(sources === true ? [] : sources)].join(' '))
    .join('; ');
}
