import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { within } from '../time-limit.ts';
import type { Endpoint } from '../watchdog/duty.ts';
import type { Place } from './places.ts';

/** An engine that answers. */
export interface Connection {
  readonly docker: Docker;
  readonly endpoint: Endpoint;
  readonly place: string;
  readonly product: 'docker' | 'podman';
  /** E.g. `20.10.24` or `podman 4.3.1`. */
  readonly version: string;
  /** As the first part of a path, e.g. `v1.41`. */
  readonly api: string;
}

const probeMs = 3_000;
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

/** Every option is given, for what is left out is filled from the environment. */
function clientOptions(endpoint: Endpoint, api?: string): object {
  const { socketPath, host, port, tls, certificates } = endpoint;
  const file = (name: string) =>
    tls && certificates ? readFileSync(join(certificates, name)) : undefined;
  return {
    socketPath,
    host,
    port,
    protocol: tls ? 'https' : 'http',
    pathPrefix: '/',
    ca: file('ca.pem'),
    cert: file('cert.pem'),
    key: file('key.pem'),
    version: api,
    // Of a probe: closes the connection that nothing came on. An engine's real work may take long.
    timeout: api === undefined ? probeMs + 100 : undefined,
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  switch (code) {
    case 'ENOENT':
      return 'there is no such socket';
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'EACCES':
      return 'this user may not use it (on Linux: sudo usermod -aG docker $USER, then log in anew)';
    default:
      return String(message ?? error).trim();
  }
}

interface VersionAnswer {
  readonly Version?: unknown;
  readonly ApiVersion?: unknown;
  readonly MinAPIVersion?: unknown;
  readonly Components?: readonly { readonly Name?: unknown; readonly Version?: unknown }[] | null;
}

/** Asks whoever listens at a place who it is; never throws, never waits for more than seconds. */
export async function connect(place: Place): Promise<Connection | { readonly refused: string }> {
  if ('refused' in place.target) return place.target;
  const { endpoint } = place.target;
  try {
    // Loaded only here: it takes longer than all the rest of the program.
    const { default: Client } = await import('dockerode');
    const probe = new Client(clientOptions(endpoint));
    const answer: VersionAnswer = await within(probeMs, probe.version(), 'it gives no answer');
    const agreed = negotiate(answer.ApiVersion, answer.MinAPIVersion);
    if ('refused' in agreed) return agreed;
    const podman = answer.Components?.find((one) => /^podman/i.test(String(one.Name)));
    // Debian's builds carry a suffix, `+dfsg1`, which is no part of the version.
    const version = String(podman?.Version ?? answer.Version).split('+')[0];
    return {
      docker: new Client(clientOptions(endpoint, agreed.api)),
      endpoint,
      place: place.name,
      product: podman ? 'podman' : 'docker',
      version: podman ? `podman ${version}` : `${version}`,
      api: agreed.api,
    };
  } catch (error) {
    return { refused: reasonOf(error) };
  }
}
