import { type Config, severityOf } from '../model/config.ts';
import {
  type Diagnostic,
  type DiagnosticInput,
  diagnostic,
  diagnosticAt,
} from '../model/diagnostic.ts';
import { keySpan } from '../model/key-place.ts';
import type { Entry } from '../model/page.ts';
import type { View } from '../model/site.ts';
import { pathPattern } from './path-pattern.ts';
import { compareText } from './text-order.ts';
import { decodePath, foldPath, outputCandidates, withBase } from './urls.ts';

/** One old path and where it leads. */
export interface Redirect {
  /** Below the base, decoded, with `/` at its beginning: `/old/`, `/blog/:slug/`, `/old/*`. */
  readonly from: string;
  /** Of the old URL, decoded: `p=12`. */
  readonly query?: string | undefined;
  /** A URL, or a path with the base; `:name` in it is what `from` has there. */
  readonly to: string;
  readonly isPattern: boolean;
}

/** A page that only leads to another. */
export interface Stub {
  readonly path: string;
  /** A URL, or a path with the base. */
  readonly to: string;
  /** The page that asks for it. */
  readonly from?: string | undefined;
}

export interface RedirectPlan {
  /** What a server has to know: paths first, then patterns in the order of the configuration. */
  readonly redirects: readonly Redirect[];
  /** Paths of the site that a pattern stands for, too: decoded, below the base, with `/` at their beginning. */
  readonly kept: readonly string[];
  readonly stubs: readonly Stub[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface RedirectInput {
  readonly entries: readonly Entry[];
  readonly views: readonly View[];
  /** Every path of the output folder but those of stubs. */
  readonly files: ReadonlySet<string>;
  readonly config: Pick<Config, 'redirects' | 'checks' | 'site'>;
}

interface Wanted extends Redirect {
  readonly entry?: Entry | undefined;
  /** As the configuration has it. */
  readonly written: string;
}

/** The `aliases` of pages and the `redirects` of the configuration. */
export function planRedirects(input: RedirectInput): RedirectPlan {
  const { config, views, files } = input;
  const diagnostics: Diagnostic[] = [];
  const tell = (one: Wanted, problem: DiagnosticInput): void => {
    const span = one.entry && keySpan(one.entry, 'aliases');
    diagnostics.push(
      one.entry === undefined ? diagnostic(problem) : diagnosticAt(one.entry.source, span, problem),
    );
  };
  const wanted = [...aliasesOf(input), ...configured(config, tell)];
  const owners = new Map(views.map((view) => [foldPath(view.outputPath), view]));
  const exact = new Map<string, Wanted>();
  for (const one of wanted) {
    if (one.isPattern) continue;
    const key = keyOf(one);
    const other = exact.get(key);
    const owner =
      one.query === undefined ? owners.get(foldPath(stubPath(one.from) ?? '')) : undefined;
    if (owner !== undefined) tell(one, takenBy(one, owner));
    else if (other === undefined) exact.set(key, one);
    else if (other.to !== one.to) tell(one, claimedTwice(one, other));
  }
  const ends = new Map<Wanted, string>();
  for (const one of exact.values()) {
    const end = endOf(one, exact, config.site.base);
    if (end === undefined) tell(one, circle(one));
    else ends.set(one, end);
  }
  const stubs = new Map<string, Stub>();
  const pageless: Wanted[] = [];
  for (const [one, to] of ends) {
    const path = one.query === undefined ? stubPath(one.from) : undefined;
    if (path === undefined) pageless.push(one);
    else stubs.set(foldPath(path), { path, to, from: one.entry?.source.path });
  }
  const patterns = wanted.filter(({ isPattern }) => isPattern);
  for (const one of patterns) {
    const made = expanded(one, views, config.site.base);
    // Nobody here knows which pages another site has.
    if (made.matched === 0 && hasParts(one.to) && one.to.startsWith('/'))
      tell(one, leadsNowhere(one, config));
    else if (made.stubs.length === 0) pageless.push(one);
    // A page that is there, and a redirect of its own, come before a pattern.
    for (const stub of made.stubs) {
      const key = foldPath(stub.path);
      if (!owners.has(key) && !files.has(stub.path) && !stubs.has(key)) stubs.set(key, stub);
    }
  }
  const paths = new Set([...files, ...[...stubs.values()].map(({ path }) => path)]);
  for (const [one, to] of ends) {
    if (one.entry === undefined && !isThere(to, paths, config.site.base))
      tell(one, leadsNowhere(one, config));
  }
  for (const one of patterns) {
    if (!hasParts(one.to) && !isThere(one.to, paths, config.site.base))
      tell(one, leadsNowhere(one, config));
  }
  const [first] = pageless;
  if (first !== undefined) diagnostics.push(serverOnly(first, pageless.length));
  const isHushed = config.checks.links === 'ignore';
  return {
    redirects: [
      ...[...ends].map(([{ from, query, isPattern }, to]) => ({ from, query, to, isPattern })),
      ...patterns.map(({ from, query, to, isPattern }) => ({ from, query, to, isPattern })),
    ],
    kept: keptPaths(patterns, files),
    stubs: [...stubs.values()],
    diagnostics: isHushed
      ? diagnostics.filter(({ code }) => code !== 'redirect-target')
      : diagnostics,
  };
}

function* aliasesOf({ entries, views }: RedirectInput): Generator<Wanted> {
  const urls = new Map(
    views.flatMap((view) => (view.kind === 'page' ? [[view.page.id, view.url] as const] : [])),
  );
  for (const view of views) {
    // The page of a list is shown by the list.
    if ('intro' in view && view.intro !== undefined && !urls.has(view.intro.id))
      urls.set(view.intro.id, view.url);
  }
  for (const entry of entries) {
    const to = urls.get(entry.id);
    if (to === undefined) continue;
    for (const alias of entry.frontmatter.aliases) {
      yield { from: alias, to, isPattern: false, entry, written: alias };
    }
  }
}

function* configured(
  { redirects, site }: RedirectInput['config'],
  tell: (one: Wanted, problem: DiagnosticInput) => void,
): Generator<Wanted> {
  for (const [written, to] of Object.entries(redirects)) {
    const [path = '', query] = written.split('?', 2);
    const below =
      path.startsWith(site.base) && site.base !== '/' ? path.slice(site.base.length - 1) : path;
    const one: Wanted = {
      from: decodePath(below),
      ...(query === undefined ? {} : { query: decodePath(query) }),
      to: withBase(to, site.base),
      isPattern: hasParts(path) || path.endsWith('*'),
      written,
    };
    const unknown = unknownPart(one);
    if (unknown === undefined) yield one;
    else {
      tell(one, {
        code: 'redirect-invalid',
        message: `\`redirects\` leads \`${written}\` to \`${to}\`, but \`${unknown}\` is no part of the old path`,
        hint: 'name the part in the old path, such as `/blog/:slug/`',
      });
    }
  }
}

const part = /:([A-Za-z]\w*)/g;

/** Of a path or a URL, whose port is no part of a path. */
function partsOf(text: string): readonly string[] {
  const path = text.replace(/^https?:\/\/[^/]*/i, '');
  return [...path.matchAll(part)].map(([, name = '']) => name);
}

function hasParts(text: string): boolean {
  return partsOf(text).length > 0;
}

function unknownPart({ from, to }: Wanted): string | undefined {
  const known = new Set([...partsOf(from), ...(from.endsWith('*') ? ['splat'] : [])]);
  const unknown = partsOf(to).find((name) => !known.has(name));
  return unknown === undefined ? undefined : `:${unknown}`;
}

/** The same for `/old` and `/old/`, which are one page. */
function keyOf({ from, query }: Redirect): string {
  return `${foldPath(stubPath(from) ?? from)}?${query ?? ''}`;
}

/**
 * The file that stands for an old path: none for one that is to be an image, a script or the like,
 * which no server sends as HTML.
 */
function stubPath(from: string): string | undefined {
  const path = from.slice(1);
  if (/\.html?$/i.test(path)) return path;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.[a-z][a-z0-9]{1,4}$/i.test(name)) return undefined;
  return path === '' || path.endsWith('/') ? `${path}index.html` : `${path}/index.html`;
}

/** Where a redirect leads in the end, when it leads to another; undefined: to itself. */
function endOf(one: Wanted, exact: ReadonlyMap<string, Wanted>, base: string): string | undefined {
  const seen = new Set<Wanted>([one]);
  for (let at = one; ; ) {
    const [path = '', query] = at.to.split(/[?#]/, 2);
    if (!path.startsWith(base) || query !== undefined) return at.to;
    const from = `/${decodePath(path.slice(base.length))}`;
    const next = exact.get(keyOf({ from, to: '', isPattern: false }));
    if (next === undefined) return at.to;
    if (seen.has(next)) return undefined;
    seen.add(next);
    at = next;
  }
}

/** Stubs for all pages that a pattern leads to, as far as the old path of a page can be told. */
function expanded(
  one: Wanted,
  views: readonly View[],
  base: string,
): { readonly matched: number; readonly stubs: readonly Stub[] } {
  const pattern =
    one.query === undefined && hasParts(one.to) ? pathPattern(decodePath(one.to)) : undefined;
  if (pattern === undefined) return { matched: 0, stubs: [] };
  const stubs: Stub[] = [];
  let matched = 0;
  for (const view of views) {
    if (view.kind === 'not-found' || view.outputPath === '404.html') continue;
    const parts = pattern(decodePath(view.url));
    if (parts === undefined) continue;
    matched += 1;
    const date = view.kind === 'page' ? view.page.frontmatter.date?.iso : undefined;
    const [year, month, day] = date?.slice(0, 10).split('-') ?? [];
    const known: Readonly<Record<string, string | undefined>> = { year, month, day, ...parts };
    const names = partsOf(one.from);
    const from = one.from
      .replace(part, (_, name: string) => known[name] ?? '')
      .replace(/\*$/, parts.splat ?? '');
    const path = stubPath(from);
    const isKnown =
      names.every((name) => known[name] !== undefined) &&
      (!one.from.endsWith('*') || parts.splat !== undefined);
    if (
      isKnown &&
      path !== undefined &&
      from.startsWith(`/`) &&
      `${base}${from.slice(1)}` !== view.url
    )
      stubs.push({ path, to: view.url });
  }
  return { matched, stubs };
}

/** What is there comes before a pattern, also on a server that asks for redirects first. */
function keptPaths(patterns: readonly Wanted[], files: ReadonlySet<string>): readonly string[] {
  const matches = patterns.map(({ from }) => pathPattern(from));
  const isMeant = (path: string): boolean => matches.some((match) => match(path) !== undefined);
  return [...files]
    .map((path) => `/${path.replace(/(^|\/)index\.html$/, '$1')}`)
    .filter((path) => isMeant(path) || (!path.endsWith('/') && isMeant(`${path}/`)))
    .sort(compareText);
}

function isThere(to: string, files: ReadonlySet<string>, base: string): boolean {
  if (!to.startsWith('/')) return true;
  const [path = ''] = to.split(/[?#]/, 1);
  if (!path.startsWith(base)) return false;
  return outputCandidates(decodePath(path.slice(base.length))).some((one) => files.has(one));
}

function nameOf({ written, entry }: Wanted): string {
  return entry === undefined ? `\`redirects\` has \`${written}\`` : `the alias \`${written}\``;
}

function takenBy(one: Wanted, view: View): DiagnosticInput {
  const page = view.kind === 'page' ? view.page : 'intro' in view ? view.intro : undefined;
  const what = page === undefined ? `the list at \`${view.url}\`` : `\`${page.source.path}\``;
  return {
    code: 'redirect-collision',
    message: `${nameOf(one)}${one.entry === undefined ? ', but that' : ''} is the URL of ${what}`,
    hint: 'one URL is of one page: take the old path away, or give the page another one',
    ...(page === undefined
      ? {}
      : { related: [{ message: 'the page that is there', file: page.source.path }] }),
  };
}

function claimedTwice(one: Wanted, other: Wanted): DiagnosticInput {
  const others = other.entry;
  const span = others && keySpan(others, 'aliases');
  return {
    code: 'redirect-collision',
    message: `${nameOf(one)}${one.entry === undefined ? ', which' : ''} leads elsewhere already, to \`${other.to}\``,
    hint: 'one old path leads to one page',
    ...(others === undefined
      ? {}
      : {
          related: [
            { message: 'the other page', file: others.source.path, ...(span ? { span } : {}) },
          ],
        }),
  };
}

function circle(one: Wanted): DiagnosticInput {
  return {
    code: 'redirect-circle',
    message: `${nameOf(one)}${one.entry === undefined ? ', which' : ''} leads back to itself`,
    hint: 'lead it to a page',
  };
}

function leadsNowhere(one: Wanted, { checks }: RedirectInput['config']): DiagnosticInput {
  const severity = severityOf(checks.links);
  return {
    code: 'redirect-target',
    ...(severity === undefined ? {} : { severity }),
    message: `\`redirects\` leads \`${one.written}\` to \`${one.to}\`, which the site does not have`,
    hint: 'name a page of the site with its folder and a `/` at the end, such as `/docs/`',
  };
}

function serverOnly({ written }: Wanted, count: number): Diagnostic {
  return diagnostic({
    code: 'redirect-server-only',
    severity: 'info',
    message:
      count === 1
        ? `no page can stand at the old path \`${written}\`: the server has to know it`
        : `no page can stand at ${count} old paths, such as \`${written}\`: the server has to know them`,
    hint: 'let the server read `_redirects`, `_redirects.nginx` or `_redirects.apache`',
  });
}
