import { posix, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import type { Asset, Entry, Place } from '../model/page.ts';
import type { Withheld } from './publishable.ts';
import { translator } from './translations.ts';
import { composed, decodePath, encodePath } from './urls.ts';

/** What a link or an image of a page leads to. URLs have the base. */
export type Target =
  /** Another scheme or host, and what is no path at all. */
  | { readonly kind: 'external' }
  /** A place in the same page; `hash` without `#`. */
  | { readonly kind: 'anchor'; readonly hash: string }
  | { readonly kind: 'page'; readonly entry: Entry; readonly url: string; readonly hash: string }
  | { readonly kind: 'asset'; readonly asset: Asset; readonly url: string }
  /** A list, a feed, a public file …, or nothing: known when the whole site is. Path decoded, without base. */
  | { readonly kind: 'site'; readonly path: string; readonly url: string }
  | { readonly kind: 'withheld'; readonly withheld: Withheld }
  /** `wanted`: the path in the content folder. */
  | { readonly kind: 'missing'; readonly wanted: string };

export interface TargetsInput {
  readonly entries: readonly Entry[];
  readonly withheld?: readonly Withheld[] | undefined;
  readonly places: ReadonlyMap<string, Place>;
  /** Absolute paths below the content folder. */
  readonly assets: readonly string[];
  readonly config: Pick<Config, 'contentDir' | 'site'> & Partial<Pick<Config, 'locales'>>;
}

export type FindTarget = (entry: Entry, written: string) => Target;

const markdownEnding = /\.(?:md|markdown)$/i;
const external = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/**
 * Reads what authors write: paths of source files, as they work in an editor and on a code host,
 * relative or from the content folder (`/docs/x.md`), and paths of the site (`/tags/`). A page that
 * shares its folder with other languages leads to what there is in its own.
 */
export function createTargets(input: TargetsInput): FindTarget {
  const { config, places } = input;
  const { base } = config.site;
  const pages = new Map(
    input.entries.map((entry) => [composed(entry.id), { entry, place: places.get(entry.id) }]),
  );
  const hidden = new Map((input.withheld ?? []).map((one) => [composed(one.entry.id), one]));
  const assets = new Map(
    input.assets.map((file) => {
      const path = relative(config.contentDir, file).split(sep).join('/');
      return [composed(path), { file, outputPath: path }];
    }),
  );

  const translate = translator(config.locales ?? [], (id) => pages.has(id));

  /** @param idFrom The id of what a path without its ending means. */
  function inContent(
    path: string,
    { rest, hash, idFrom }: { rest: string; hash: string; idFrom: (raw: string) => string },
  ): Target | undefined {
    const pageAt = (raw: string) => pageOf(idFrom(raw), rest, hash);
    if (markdownEnding.test(path)) {
      const raw = path.slice(0, path.lastIndexOf('.'));
      return pageAt(raw.replace(/(^|\/)_index$/, '$1index'));
    }
    const asset = assets.get(path);
    if (asset !== undefined) {
      return { kind: 'asset', asset, url: base + encodePath(asset.outputPath) + rest };
    }
    const folder = path.replace(/\/+$/, '');
    const index = folder === '' ? 'index' : `${folder}/index`;
    return pageAt(index) ?? pageAt(folder);
  }

  function pageOf(id: string, rest: string, hash: string): Target | undefined {
    const { entry, place } = pages.get(id) ?? {};
    if (entry !== undefined && place !== undefined) {
      return { kind: 'page', entry, url: place.url + rest, hash };
    }
    const withheld = hidden.size === 0 ? undefined : hidden.get(id);
    return withheld === undefined ? undefined : { kind: 'withheld', withheld };
  }

  return (entry, written) => {
    const target = written.trim();
    if (external.test(target)) return { kind: 'external' };
    const { path, rest, hash } = splitTarget(target);
    if (path === '' && rest !== '') return { kind: 'anchor', hash };
    if (path === '') return { kind: 'missing', wanted: '' };
    const fromRoot = path.startsWith('/');
    const from = entry.sourceId ?? entry.id;
    const folder = fromRoot ? '' : posix.dirname(from);
    const idFrom = translate(entry, fromRoot);
    const decoded = decodePath(path);
    for (const one of decoded === path ? [path] : [path, decoded]) {
      const climbs = one.includes('..') && posix.join(folder, one).startsWith('../');
      if (climbs && !fromRoot) continue;
      const found = inContent(composed(belowContent(folder, one)), { rest, hash, idFrom });
      if (found !== undefined) return found;
    }
    if (markdownEnding.test(decoded)) {
      return { kind: 'missing', wanted: posix.normalize(posix.join(folder, decoded)) };
    }
    return sitePath(path, rest, { base, from: places.get(entry.id)?.url ?? base });
  };
}

const hasDots = /(?:^|\/)\.{1,2}(?:\/|$)|\/\/|^\//;

/** A path as a page of a folder writes it, from the content folder; it cannot leave that. */
function belowContent(folder: string, written: string): string {
  const path = written.startsWith('/') ? written.slice(1) : written;
  if (hasDots.test(path)) return posix.join('/', folder, written).slice(1);
  return folder === '' || folder === '.' ? path : `${folder}/${path}`;
}

/** A path of the site itself: from its root, with or without the base, or relative to the page. */
function sitePath(
  path: string,
  rest: string,
  { base, from }: { readonly base: string; readonly from: string },
): Target {
  const isBased = path.startsWith(base) || !path.startsWith('/');
  const whole = isBased ? path : base + path.slice(1);
  const url = parseUrl(whole, from);
  if (url === undefined || !`${url}/`.startsWith(base)) return { kind: 'missing', wanted: path };
  const below = decodePath(url.slice(base.length));
  return { kind: 'site', path: below, url: url + rest };
}

function parseUrl(path: string, from: string): string | undefined {
  try {
    return new URL(path, `http://localhost${from}`).pathname;
  } catch {
    return undefined;
  }
}

function splitTarget(target: string): { path: string; rest: string; hash: string } {
  const cut = target.search(/[?#]/);
  if (cut === -1) return { path: target, rest: '', hash: '' };
  const hashAt = target.indexOf('#', cut);
  return {
    path: target.slice(0, cut),
    rest: target.slice(cut),
    hash: hashAt === -1 ? '' : target.slice(hashAt + 1),
  };
}
