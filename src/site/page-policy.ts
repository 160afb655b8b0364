import { type CspConfig, serverDirectives } from '../model/csp.ts';
import { needsOf } from './page-needs.ts';

export interface PolicyOptions {
  /** What the site adds. */
  readonly csp: Exclude<CspConfig, false>;
  /** Whether the page may be opened from a disk, where some browsers take no file for `'self'`. */
  readonly fromDisk: boolean;
}

/** What holds for every page: all that is fetched is the site's own, and nothing frames, embeds or re-bases. */
const base: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-src': ["'none'"],
  'object-src': ["'none'"],
};

/** What a directive is where a policy says nothing of it. */
const fallbacks: Readonly<Record<string, string>> = {
  'child-src': 'default-src',
  'connect-src': 'default-src',
  'font-src': 'default-src',
  'img-src': 'default-src',
  'manifest-src': 'default-src',
  'media-src': 'default-src',
  'script-src': 'default-src',
  'script-src-attr': 'script-src',
  'script-src-elem': 'script-src',
  'style-src': 'default-src',
  'style-src-attr': 'style-src',
  'style-src-elem': 'style-src',
  'worker-src': 'script-src',
};

/** A page with its policy in it, before all that the policy is about. */
export function withPolicy(html: string, options: PolicyOptions): string {
  const head = /^\s*(?:<!doctype[^>]*>\s*)?(?:<html\b[^>]*>\s*)?(?:<head\b[^>]*>\s*)?/i.exec(html);
  const after = head?.[0] ?? '';
  // A policy may be long, and the encoding has to stand in the first kilobyte.
  const charset = /^<meta\s+charset=[^>]*>\n?/i.exec(html.slice(after.length));
  const at = after.length + (charset?.[0] ?? '').length;
  const text = pagePolicy(html, options).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${text}">\n`;
  return html.slice(0, at) + meta + html.slice(at);
}

/** The policy of one page: hashes of what stands in it, the sources that it names, what the site adds. */
export function pagePolicy(html: string, { csp, fromDisk }: PolicyOptions): string {
  const sets = new Map(Object.entries(base).map(([name, sources]) => [name, new Set(sources)]));
  if (fromDisk) for (const name of ['default-src', 'form-action']) sets.get(name)?.add('file:');
  const setOf = (name: string): Set<string> => {
    const above = fallbacks[name];
    const set = sets.get(name) ?? new Set(above === undefined ? [] : setOf(above));
    sets.set(name, set);
    return set;
  };
  const given = Object.entries(csp).filter(([name]) => !serverDirectives.has(name));
  const add = (names: (name: string) => boolean): void => {
    for (const [name, sources] of given.filter(([name]) => names(name)))
      for (const source of sources === true ? [''] : sources) setOf(name).add(source);
  };
  add((name) => name === 'default-src');
  for (const [name, source] of needsOf(html)) {
    if (/-attr$/.test(name) && !sets.has(name)) sets.set(name, new Set());
    setOf(name).add(source);
  }
  if (mayStyle(sets, csp)) sets.delete('style-src-attr');
  // The general before what takes its place.
  add((name) => name !== 'default-src' && !/-(?:attr|elem)$/.test(name));
  add((name) => /-(?:attr|elem)$/.test(name));
  const known = sets.get('default-src') ?? new Set();
  return [...sets]
    .filter(([name, set]) => name === 'default-src' || !saysTheSame(name, set, known, sets))
    .map(([name, set]) => [name, ...written(set)].join(' ').trim())
    .join('; ');
}

/** Whether every style that stands in the page is allowed, hashed or not. */
function mayStyle(
  sets: ReadonlyMap<string, ReadonlySet<string>>,
  csp: PolicyOptions['csp'],
): boolean {
  const given = csp['style-src'];
  return [...(sets.get('style-src') ?? []), ...(Array.isArray(given) ? given : [])].includes(
    "'unsafe-inline'",
  );
}

function saysTheSame(
  name: string,
  set: ReadonlySet<string>,
  main: ReadonlySet<string>,
  sets: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const above = fallbacks[name];
  if (above === undefined) return false;
  const other = sets.get(above) ?? main;
  return set.size === other.size && [...set].every((one) => other.has(one));
}

/** `'none'` stands alone, and beside a hash browsers do not heed `'unsafe-inline'`. */
function written(set: ReadonlySet<string>): readonly string[] {
  const isOpen = set.has("'unsafe-inline'");
  const sources = [...set].filter(
    (one) =>
      !(one === "'none'" && set.size > 1) &&
      !(isOpen && (/^'sha\d/.test(one) || one === "'unsafe-hashes'")),
  );
  return sources;
}
