import { sameRepository } from '../../model/image-reference.ts';
import { member, textAt, textsAt } from './json.ts';
import { oneLine } from './words.ts';

/** An image as it is on the engine. */
export interface LocalImage {
  /** `sha256:…`: what is started, so that the name cannot come to mean another image meanwhile. */
  readonly id: string;
  /** The digest in its registry where it came from one, else its id. */
  readonly digest: string;
  /** Every digest that stands for it. */
  readonly digests: readonly string[];
  readonly architecture: string;
  /** Names of the variables that it sets. */
  readonly variables: readonly string[];
  readonly hasHealthcheck: boolean;
  /** The user that the image names for its own process; '' for root. */
  readonly user: string;
  /** Paths that the image wants on volumes. */
  readonly volumes: readonly string[];
  /** Why nothing can be started from it. */
  readonly problem?: string | undefined;
}

/** An absolute path without an empty part, `.` or `..`, of characters that no engine's options need. */
const volumePath = /^(?:\/(?!\.\.?(?:\/|$))[\w.-]{1,100}){1,20}$/;
/** Without what the image has there nothing would run, or the kernel has it. */
const vitalPath = /^\/(?:(?:proc|sys|dev)(?:\/.*)?|etc|usr|bin|sbin|lib\w*|usr\/(?:s?bin|lib\w*))$/;
const mostVolumes = 16;

/** Why an empty file system of ours cannot stand for each of an image's volumes. */
function problemWith(volumes: readonly string[]): string | undefined {
  if (volumes.length > mostVolumes) return `it wants more than ${mostVolumes} volumes`;
  const odd = volumes.find((path) => !volumePath.test(path) || vitalPath.test(path));
  return odd === undefined ? undefined : `it wants a volume at ${JSON.stringify(oneLine(odd))}`;
}

/** What an engine tells of an image; undefined where that cannot be read. */
export function readImage(body: unknown, repository: string): LocalImage | undefined {
  const told = textAt(body, 'Id');
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/.exec(told ?? '')?.[1];
  if (hex === undefined) return undefined;
  const id = `sha256:${hex}`;
  const config = member(body, 'Config');
  const repoDigests = textsAt(body, 'RepoDigests').flatMap((one) => {
    const [name = '', digest = ''] = one.split('@');
    return /^sha256:[0-9a-f]{64}$/.test(digest) ? [{ name, digest }] : [];
  });
  const own = repoDigests.find(({ name }) => sameRepository(name, repository)) ?? repoDigests[0];
  const wanted = Object.keys(member(config, 'Volumes') ?? {});
  const volumes = wanted.map((path) => path.replace(/(?<=.)\/+$/, ''));
  return {
    id,
    digest: own?.digest ?? id,
    digests: [...new Set([...repoDigests.map((one) => one.digest), id])],
    architecture: textAt(body, 'Architecture') ?? 'unknown',
    variables: textsAt(config, 'Env').map((one) => one.split('=')[0] ?? ''),
    hasHealthcheck: (member(config, 'Healthcheck') ?? null) !== null,
    user: textAt(config, 'User') ?? '',
    volumes: [...new Set(volumes)],
    problem: problemWith(volumes),
  };
}
