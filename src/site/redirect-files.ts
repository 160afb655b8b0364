import type { CspConfig } from '../model/csp.ts';
import type { PlannedFile } from '../model/output.ts';
import type { Site } from '../model/site.ts';
import { digestOf } from '../model/source.ts';
import { originOf } from './feeds.ts';
import { withPolicy } from './page-policy.ts';
import type { Redirect, RedirectPlan, Stub } from './redirects.ts';
import { relativeHtml } from './relative-html.ts';
import { encodePath } from './urls.ts';
import { xmlText } from './xml.ts';

/** Pages that lead on, and the same for servers: `_redirects`, and files for nginx and Apache. */
export function redirectFiles(
  { redirects, kept, stubs }: Omit<RedirectPlan, 'diagnostics'>,
  site: Site,
  csp: CspConfig = false,
): readonly PlannedFile[] {
  if (redirects.length === 0) return [];
  const { base } = site.config;
  const isPath = ({ isPattern }: Redirect): boolean => !isPattern;
  const paths = redirects.filter(isPath);
  const patterns = redirects.filter(({ isPattern }) => isPattern);
  return [
    ...stubs.map((stub) => ({
      path: stub.path,
      from: stub.from,
      make: () => stubHtml(stub, site, csp),
    })),
    ...(stubs.length === 0 ? [] : [{ path: script.path, make: () => script.text }]),
    {
      path: '_redirects',
      make: () =>
        text([
          ...paths.flatMap((one) => plainLines(one, base)),
          ...kept.map((path) => `${urlOf(path, base)} ${urlOf(path, base)} 200`),
          ...patterns.flatMap((one) => plainLines(one, base)),
        ]),
    },
    { path: '_redirects.nginx', make: () => nginxText(redirects, kept, base) },
    {
      path: '_redirects.apache',
      make: () =>
        text([
          ...apacheHead,
          ...paths.flatMap((one) => apacheLines(one, base)),
          ...kept.flatMap((path, at) =>
            apacheKept(path, kept.length - at - 1 + patterns.length, base),
          ),
          ...patterns.flatMap((one) => apacheLines(one, base)),
        ]),
    },
  ];
}

function text(lines: readonly string[]): string {
  return [...lines, ''].join('\n');
}

/** Of a decoded path below the base. */
function urlOf(path: string, base: string): string {
  return base + encodePath(path.slice(1));
}

/** What a refresh forgets: the query and the place in the page. Without it the page leads on all the same. */
const scriptText =
  "const {to}=document.currentScript.dataset;location.replace(to+(to.includes('?')||to.includes('#')?'':location.search)+(to.includes('#')?'':location.hash));\n";
const script = {
  path: `assets/redirect.${digestOf(scriptText).slice('sha256:'.length, 'sha256:'.length + 10)}.js`,
  text: scriptText,
};

function stubHtml({ to, path }: Stub, site: Site, csp: CspConfig): string {
  const { base, language, relativeLinks } = site.config;
  const origin = originOf(site) ?? '';
  const url = xmlText(to);
  const canonical = xmlText(to.startsWith('/') ? origin + to : to);
  const html = [
    '<!doctype html>',
    `<html lang="${xmlText(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<title>${url}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<link rel="canonical" href="${canonical}">`,
    // From a disk it would lead to the network.
    ...(relativeLinks
      ? []
      : [`<script src="${xmlText(base + script.path)}" data-to="${url}"></script>`]),
    `<meta http-equiv="refresh" content="0; url=${url}">`,
    '</head>',
    '<body>',
    `<p><a href="${url}">${url}</a></p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
  const linked = relativeLinks ? relativeHtml(html, { outputPath: path, base }) : html;
  return csp === false ? linked : withPolicy(linked, { csp, fromDisk: relativeLinks });
}

/** As Netlify and Cloudflare Pages read it. */
function plainLines({ from, query, to, isPattern }: Redirect, base: string): readonly string[] {
  const path = isPattern ? urlOf(from, base) : plainPath(urlOf(from, base));
  const parameters = query === undefined ? '' : ` ${query.replaceAll('&', ' ')}`;
  const both = isPattern || query !== undefined ? [path] : withAndWithoutSlash(path);
  return both.map((one) => `${one}${parameters} ${to} 301`);
}

/** What would be a part of a pattern stands for itself. */
function plainPath(path: string): string {
  return path.replaceAll('*', '%2A').replaceAll('/:', '/%3A');
}

/** `/old/` and `/old` lead to the same place, as they do where a page is. */
function withAndWithoutSlash(path: string): readonly string[] {
  if (/\.[a-z][a-z0-9]*$/i.test(path) || path === '/') return [path];
  const bare = path.replace(/\/$/, '');
  return bare === '' ? [path] : [`${bare}/`, bare];
}

/**
 * A map of https://nginx.org/en/docs/http/ngx_http_map_module.html. It is asked for the path as the
 * browser sends it: nothing that was decoded gets into a header.
 */
function nginxText(redirects: readonly Redirect[], kept: readonly string[], base: string): string {
  const line = (key: string, value: string) => `  ${nginxQuotes(key)} ${nginxQuotes(value)};`;
  // A dollar sign begins the name of a variable.
  const plain = (to: string) => to.replaceAll('$', '%24');
  const queries = redirects.flatMap(({ from, query, to }) =>
    query === undefined ? [] : [line(`${base}${encodePath(from.slice(1))}?${query}`, plain(to))],
  );
  const paths = redirects.flatMap(({ from, query, to, isPattern }) => {
    if (query !== undefined) return [];
    const path = urlOf(from, base);
    if (!isPattern) return withAndWithoutSlash(path).map((one) => line(one, plain(to)));
    const pattern = regex(path, (name) =>
      name === 'splat' ? `${slashesBefore(to)}(?<splat>.*)` : `(?<${name}>[^/]+)`,
    );
    const named = plain(to).replace(part, (_, name: string) => `\${${name}}`);
    return [line(`~${pattern}`, named)];
  });
  return [
    '# Include this in `http`, and say in `server`:',
    '#   if ($rutter_redirect) { return 301 $rutter_redirect; }',
    'map $request_uri $rutter_path {',
    '  "~^(?<rutter_raw_path>[^?]*)" $rutter_raw_path;',
    '}',
    'map $request_uri $rutter_query_redirect {',
    '  default "";',
    ...queries,
    '}',
    'map $rutter_path $rutter_redirect {',
    '  default $rutter_query_redirect;',
    ...kept.flatMap((path) => withAndWithoutSlash(urlOf(path, base)).map((one) => line(one, ''))),
    ...paths,
    '}',
    '',
  ].join('\n');
}

const part = /:([A-Za-z]\w*)/g;

/** What is passed over before the rest of a path: `//host` would be another host. */
function slashesBefore(to: string): string {
  return to.startsWith('/:splat') ? '/*' : '';
}

function nginxQuotes(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A pattern as a regular expression of PCRE; its last slash may be left out. */
function regex(path: string, group: (name: string) => string): string {
  const body = path
    .split(/(:[A-Za-z]\w*|\*$)/)
    .map((piece) => {
      if (piece === '*') return group('splat');
      if (/^:[A-Za-z]/.test(piece)) return group(piece.slice(1));
      return piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    })
    .join('');
  return `^${body.endsWith('/') ? `${body}?` : body}$`;
}

const apacheHead = [
  '# Include this in the server or the virtual host, or append it to `.htaccess`.',
  'RewriteEngine On',
];

/**
 * Rules of mod_rewrite. They read the request as it was sent: what is found in it is written into the
 * answer as it is, and the same rules hold for a server and in `.htaccess`.
 */
function apacheLines({ from, query, to, isPattern }: Redirect, base: string): readonly string[] {
  const names: string[] = [];
  const path = isPattern
    ? regex(urlOf(from, base), (name) => {
        names.push(name);
        return name === 'splat' ? `${slashesBefore(to)}([^? ]*)` : '([^/? ]+)';
      }).slice(1, -1)
    : literalText(urlOf(from, base));
  const isFile = /\.[a-z][a-z0-9]*$/i.test(from);
  const slash = isPattern || isFile || from === '/' ? '' : '/?';
  const request = `^[A-Z]+ ${slash === '' ? path : path.replace(/\/$/, '')}${slash}`;
  const literal = to.replace(/[\\$%]/g, '\\$&');
  const target = isPattern
    ? literal.replace(part, (whole, name: string) =>
        names.includes(name) ? `%${names.indexOf(name) + 1}` : whole,
      )
    : literal;
  const rule = `RewriteRule "^" "${inQuotes(target)}" [R=301,NE,${query === undefined ? '' : 'QSD,'}L]`;
  const conditions = (query?.split('&') ?? []).map(
    (one) => `RewriteCond "%{QUERY_STRING}" "${inQuotes(`(^|&)${literalText(one)}(&|$)`)}"`,
  );
  return [`RewriteCond "%{THE_REQUEST}" "${inQuotes(`${request}[? ]`)}"`, ...conditions, rule];
}

/** A path of the site, for which no pattern is asked. */
function apacheKept(path: string, rulesAfter: number, base: string): readonly string[] {
  const request = `^[A-Z]+ ${literalText(urlOf(path, base))}${path.endsWith('/') ? '?' : ''}[? ]`;
  return [
    `RewriteCond "%{THE_REQUEST}" "${inQuotes(request)}"`,
    `RewriteRule "^" "-" [S=${rulesAfter}]`,
  ];
}

function literalText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** In Apache's configuration a backslash is itself, but before a quote. */
function inQuotes(text: string): string {
  return text.replaceAll('"', '\\"');
}
