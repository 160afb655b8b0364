import { release } from 'node:os';
import { SandboxError } from '../../model/sandbox.ts';
import type { Endpoint } from '../watchdog/duty.ts';
import { type Client, createClient, type Patience, patience as usual } from './client.ts';
import { member, textAt } from './json.ts';
import type { Place } from './places.ts';
import { oneLine } from './words.ts';

/** An engine that answers. */
export interface Connection {
  readonly client: Client;
  readonly patience: Patience;
  readonly endpoint: Endpoint;
  readonly place: string;
  readonly product: 'docker' | 'podman';
  /** E.g. `20.10.24` or `podman 4.3.1`. */
  readonly version: string;
  /** As the first part of a path, e.g. `v1.41`. */
  readonly api: string;
}

/** The oldest we speak and the newest whose documentation we have read: [major, minor]. */
const oldestApi: ApiVersion = [1, 41];
const newestApi: ApiVersion = [1, 51];

type ApiVersion = readonly [number, number];

function parseApi(text: unknown): ApiVersion | undefined {
  const match = /^(\d{1,3})\.(\d{1,4})$/.exec(String(text));
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

function before(one: ApiVersion, other: ApiVersion): boolean {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}

/** The version to speak with an engine, or why there is none. */
export function negotiate(newest: unknown, oldest: unknown): { api: string } | { refused: string } {
  const its = parseApi(newest);
  if (!its) return { refused: 'it does not say which API it speaks' };
  if (before(its, oldestApi)) {
    return { refused: `it speaks API ${its.join('.')}; ${oldestApi.join('.')} or newer is needed` };
  }
  const itsOldest = parseApi(oldest) ?? oldestApi;
  if (before(newestApi, itsOldest)) {
    return { refused: `it speaks no API older than ${itsOldest.join('.')}` };
  }
  return { api: `v${(before(newestApi, its) ? newestApi : its).join('.')}` };
}

interface Identity {
  readonly product: 'docker' | 'podman';
  readonly version: string;
  readonly newest: unknown;
  readonly oldest?: unknown;
}

/** Debian's builds carry a suffix, `+dfsg1`, which is no part of the version. */
function plain(version: string): string {
  return oneLine(version.split('+')[0] ?? '');
}

async function askVersion(client: Client, limitMs: number): Promise<unknown> {
  const purpose = 'learn what it is';
  return (await client.demand({ method: 'GET', path: '/version', limitMs, purpose })).body;
}

/**
 * Who answers. The head of a ping says it at once; Podman takes a quarter of a second for its
 * `/version`, which is asked only where the head does not say all.
 */
async function identify(client: Client, limitMs: number): Promise<Identity> {
  const purpose = 'learn what it is';
  const { headers } = await client.demand({ method: 'GET', path: '/_ping', limitMs, purpose });
  if (headers.ostype === 'windows') throw new SandboxError('it runs containers of Windows only');
  const newest = headers['api-version'];
  const its = parseApi(newest);
  const named = /^(Docker|Libpod)\/(\d[\w.+-]*)/.exec(String(headers.server));
  if (named?.[2] !== undefined && its !== undefined && !before(newestApi, its)) {
    const product = named[1] === 'Docker' ? 'docker' : 'podman';
    return { product, version: plain(named[2]), newest };
  }
  const body = await askVersion(client, limitMs);
  const components = member(body, 'Components');
  const podman = Array.isArray(components)
    ? components.find((one: unknown) => /^podman/i.test(textAt(one, 'Name') ?? ''))
    : undefined;
  return {
    product: podman === undefined ? 'docker' : 'podman',
    version: plain(textAt(podman ?? body, 'Version') ?? ''),
    newest: member(body, 'ApiVersion'),
    oldest: member(body, 'MinAPIVersion'),
  };
}

/** Asks whoever listens at a place who it is; never throws, never waits for more than seconds. */
export async function connect(
  place: Place,
  patience: Patience = usual,
): Promise<Connection | { readonly refused: string }> {
  if ('refused' in place.target) return place.target;
  const { endpoint } = place.target;
  try {
    const { product, version, newest, oldest } = await identify(
      createClient(endpoint),
      patience.hello,
    );
    const agreed = negotiate(newest, oldest);
    if ('refused' in agreed) return agreed;
    return {
      client: createClient(endpoint, agreed.api),
      patience,
      endpoint,
      place: place.name,
      product,
      version: product === 'podman' ? `podman ${version}` : version,
      api: agreed.api,
    };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { refused: words.replace(/^cannot learn what it is: /, '') };
  }
}

/** The release of the kernel that its containers run on. */
export async function kernelOf({ client, endpoint, patience }: Connection): Promise<string> {
  // A socket on another system leads to a virtual machine with a kernel of its own.
  if (endpoint.socketPath !== undefined && process.platform === 'linux') return release();
  return textAt(await askVersion(client, patience.look), 'KernelVersion') ?? '';
}
