import type { Manifest } from '../model/output.ts';

/** A published site as a server sees it. */
export interface ServedSite {
  /** Absolute. */
  readonly outDir: string;
  /** Begins and ends with `/`. */
  readonly base: string;
  readonly manifest: Manifest;
}

export type Found =
  /** A file of the manifest: `path` is one of its keys. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly digest: string;
      readonly bytes: number;
    }
  /** Percent-encoded, with the base. */
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed' };

/**
 * What a request's target means: a lookup in the manifest and nothing else. Nothing of the target
 * becomes part of a path on disk, so no spelling of `..` can lead out of the site.
 */
export function find(site: ServedSite, target: string): Found {
  const path = decoded(target);
  if (path === undefined) return { kind: 'malformed' };
  if (!path.startsWith(site.base)) {
    const homeless = path === '/' || `${path}/` === site.base;
    return homeless ? { kind: 'redirect', location: encoded(site.base) } : { kind: 'missing' };
  }
  const key = path.slice(site.base.length);
  // No file is called that, and `//host` in a redirect would be another host.
  if (key.startsWith('/')) return { kind: 'missing' };
  const folder = key === '' || key.endsWith('/');
  const file = fileAt(site.manifest, folder ? `${key}index.html` : key);
  if (file !== undefined) return file;
  if (!folder && fileAt(site.manifest, `${key}/index.html`) !== undefined) {
    return { kind: 'redirect', location: `${encoded(`${site.base}${key}`)}/${queryOf(target)}` };
  }
  return { kind: 'missing' };
}

/** The page that is shown where there is none: the nearest one above what was asked for. */
export function notFoundPage(
  site: ServedSite,
  target: string,
): Extract<Found, { kind: 'file' }> | undefined {
  const path = decoded(target) ?? '';
  const folders = path.startsWith(site.base) ? path.slice(site.base.length).split('/') : [''];
  for (let depth = folders.length - 1; depth > 0; depth -= 1) {
    const found = fileAt(site.manifest, `${folders.slice(0, depth).join('/')}/404.html`);
    if (found !== undefined) return found;
  }
  return fileAt(site.manifest, '404.html');
}

function fileAt({ files }: Manifest, path: string): Extract<Found, { kind: 'file' }> | undefined {
  const entry = Object.hasOwn(files, path) ? files[path] : undefined;
  return entry === undefined ? undefined : { kind: 'file', path, ...entry };
}

/** The path of an origin-form target (RFC 9112, section 3.2.1); undefined for any other. */
function decoded(target: string): string | undefined {
  if (!target.startsWith('/')) return undefined;
  try {
    return decodeURIComponent(target.replace(/[?#].*$/s, ''));
  } catch {
    return undefined;
  }
}

function queryOf(target: string): string {
  return /\?[^#]*/.exec(target)?.[0] ?? '';
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
