import type { PlannedFile } from '../model/output.ts';
import type { Site } from '../model/site.ts';
import { digestOf } from '../model/source.ts';
import { originOf } from './feeds.ts';
import type { Redirect, RedirectPlan, Stub } from './redirects.ts';
import { relativeHtml } from './relative-html.ts';
import { encodePath } from './urls.ts';
import { xmlText } from './xml.ts';

/** Pages that lead on, and the same for servers: `_redirects`, and files for nginx and Apache. */
export function redirectFiles(
  { redirects, stubs }: Pick<RedirectPlan, 'redirects' | 'stubs'>,
  site: Site,
): readonly PlannedFile[] {
  if (redirects.length === 0) return [];
  const { base } = site.config;
  const rest = (
    lines: (one: Redirect, base: string) => readonly string[],
    head: readonly string[],
  ) => [...head, ...redirects.flatMap((one) => lines(one, base)), ''].join('\n');
  return [
    ...stubs.map((stub) => ({
      path: stub.path,
      from: stub.from,
      make: () => stubHtml(stub, site),
    })),
    ...(stubs.length === 0 ? [] : [{ path: script.path, make: () => script.text }]),
    { path: '_redirects', make: () => rest(plainLines, []) },
    { path: '_redirects.nginx', make: () => nginxText(redirects, base) },
    { path: '_redirects.apache', make: () => rest(apacheLines, apacheHead) },
  ];
}

/** What a refresh forgets: the query and the place in the page. Without it the page leads on all the same. */
const scriptText =
  "const to=document.querySelector('link[rel=canonical]').href;location.replace(to+(to.includes('?')?'':location.search)+(to.includes('#')?'':location.hash));\n";
const script = {
  path: `assets/redirect.${digestOf(scriptText).slice('sha256:'.length, 'sha256:'.length + 10)}.js`,
  text: scriptText,
};

function stubHtml({ to, path }: Stub, site: Site): string {
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
    ...(relativeLinks ? [] : [`<script src="${xmlText(base + script.path)}"></script>`]),
    `<meta http-equiv="refresh" content="0; url=${url}">`,
    '</head>',
    '<body>',
    `<p><a href="${url}">${url}</a></p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return relativeLinks ? relativeHtml(html, { outputPath: path, base }) : html;
}

/** As Netlify and Cloudflare Pages read it. */
function plainLines({ from, query, to, isPattern }: Redirect, base: string): readonly string[] {
  const path = base + encodePath(from.slice(1));
  const parameters = query === undefined ? '' : ` ${query.replaceAll('&', ' ')}`;
  const both = isPattern || query !== undefined ? [path] : withAndWithoutSlash(path);
  return both.map((one) => `${one}${parameters} ${to} 301`);
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
function nginxText(redirects: readonly Redirect[], base: string): string {
  const lines = (of: readonly Redirect[], make: (one: Redirect) => readonly string[]) =>
    of.flatMap(make).map((line) => `  ${line}`);
  const plain = redirects.filter(({ query }) => query === undefined);
  const queries = redirects.filter(({ query }) => query !== undefined);
  return [
    '# Include this in `http`, and say in `server`:',
    '#   if ($rutter_redirect) { return 301 $rutter_redirect; }',
    'map $request_uri $rutter_path {',
    '  "~^(?<rutter_raw_path>[^?]*)" $rutter_raw_path;',
    '}',
    'map $request_uri $rutter_query_redirect {',
    '  default "";',
    ...lines(queries, ({ from, query, to }) => [
      `${quoted(`${base}${encodePath(from.slice(1))}?${query}`)} ${value(to)};`,
    ]),
    '}',
    'map $rutter_path $rutter_redirect {',
    '  default $rutter_query_redirect;',
    ...lines(plain, ({ from, to, isPattern }) => {
      const path = base + encodePath(from.slice(1));
      if (!isPattern) return withAndWithoutSlash(path).map((one) => `${quoted(one)} ${value(to)};`);
      const named = to.replace(part, (_, name: string) => `\${${name}}`);
      return [`${quoted(`~${regex(path, (name) => `(?<${name}>[^/]+)`)}`)} ${value(named, true)};`];
    }),
    '}',
    '',
  ].join('\n');

  function value(to: string, hasNames = false): string {
    return quoted(hasNames ? to : to.replaceAll('$', '%24'));
  }
}

const part = /:([A-Za-z]\w*)/g;

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A pattern as a regular expression of PCRE; its last slash may be left out. */
function regex(path: string, group: (name: string) => string): string {
  const body = path
    .split(/(:[A-Za-z]\w*|\*$)/)
    .map((piece) => {
      if (piece === '*') return group('splat').replace('[^/]+', '.*');
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

/** Rules of mod_rewrite, whose paths are decoded and in `.htaccess` begin without a slash. */
function apacheLines({ from, query, to, isPattern }: Redirect, base: string): readonly string[] {
  const path = base.slice(1) + from.slice(1);
  const names: string[] = [];
  const source = regex(path, (name) => {
    names.push(name);
    return '([^/]+)';
  }).slice(1);
  const pattern =
    isPattern || /\.[a-z][a-z0-9]*\$$/i.test(source) || path === ''
      ? source
      : source.replace(/\/?\??\$$/, '/?$');
  const escaped = to.replace(/[\\$%]/g, '\\$&');
  const target = escaped.replace(part, (whole, name: string) => {
    const at = names.indexOf(name);
    return at === -1 ? whole : `$${at + 1}`;
  });
  const flags = query === undefined ? 'R=301,NE,B,L' : 'R=301,NE,B,QSD,L';
  const rule = `RewriteRule ${quoted2(`^/?${pattern}`)} ${quoted2(isPattern ? target : escaped)} [${flags}]`;
  if (query === undefined) return [rule];
  return [
    ...query
      .split('&')
      .map((one) => `RewriteCond "%{QUERY_STRING}" ${quoted2(`(^|&)${regexText(one)}(&|$)`)}`),
    rule,
  ];
}

function regexText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** In quotes of Apache's configuration a backslash is itself, but before a quote. */
function quoted2(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
