/** An image reference in its parts; the grammar is that of github.com/distribution/reference. */
export interface ImageReference {
  /** With the registry's host where one is named. */
  readonly name: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

const longestReference = 4096;
const longestName = 255;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestPattern = /^sha256:[0-9a-f]{64}$/;
const componentPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const hostPattern =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?::[0-9]{1,5})?$/;

function isHost(first: string): boolean {
  return first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
}

function isName(name: string): boolean {
  if (name.length > longestName) return false;
  const parts = name.split('/');
  const first = parts[0] ?? '';
  const path = parts.length > 1 && isHost(first) ? parts.slice(1) : parts;
  if (path !== parts && !hostPattern.test(first)) return false;
  return path.every((part) => componentPattern.test(part));
}

/** The reference's parts, or undefined where the text is no reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > longestReference) return undefined;
  const [rest = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !digestPattern.test(digest))) return undefined;
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  const name = colon === -1 ? rest : rest.slice(0, colon);
  const tag = colon === -1 ? undefined : rest.slice(colon + 1);
  if (!isName(name) || (tag !== undefined && !tagPattern.test(tag))) return undefined;
  return {
    name,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Where images come from whose name begins with no host. */
export const defaultRegistry = 'docker.io';

/** A name with what short names leave out: `debian` is `docker.io/library/debian`. */
function wholeName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `${defaultRegistry}/library/${name}`;
  if (!isHost(first)) return `${defaultRegistry}/${name}`;
  const path = rest.join('/');
  // A name that it had.
  if (!/^(?:index\.)?docker\.io$/.test(first.toLowerCase())) {
    return `${first.toLowerCase()}/${path}`;
  }
  return `${defaultRegistry}/${path.includes('/') ? path : `library/${path}`}`;
}

/** The host of the registry, in lower case, with its port where one is named. */
export function registryOf({ name }: ImageReference): string {
  return wholeName(name).split('/')[0] ?? defaultRegistry;
}

/** Whether two names mean one repository. */
export function sameRepository(one: string, other: string): boolean {
  return wholeName(one) === wholeName(other);
}

/**
 * A reference with everything that it leaves out, so that no engine's list of registries to search
 * has a part in what it means: `debian` is `docker.io/library/debian:latest`.
 */
export function wholeReference(reference: ImageReference): string {
  const { name, tag, digest } = reference;
  const whole = wholeName(name);
  return digest === undefined ? `${whole}:${tag ?? 'latest'}` : `${whole}@${digest}`;
}
