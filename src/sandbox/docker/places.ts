import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../watchdog/duty.ts';
import { member, parseJson } from './json.ts';

/** Somewhere an engine may answer. */
export interface Place {
  /** As told to a person, e.g. `/var/run/docker.sock` or `tcp://build:2376 (DOCKER_HOST)`. */
  readonly name: string;
  /** Said of this place by the user, so that its failure is worth a line even where others work. */
  readonly chosen: boolean;
  readonly target: { readonly endpoint: Endpoint } | { readonly refused: string };
}

export type Environment = Readonly<Record<string, string | undefined>>;

const plainPort = 2375;
const tlsPort = 2376;

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text.includes('://') ? text : `tcp://${text}`);
  } catch {
    return undefined;
  }
}

function tcpTarget(url: URL, environment: Environment, name: string): Place['target'] {
  if (url.hostname === '') return { refused: `${name} names no host` };
  const port = url.port === '' ? undefined : Number(url.port);
  const tls =
    url.protocol === 'https:' || Boolean(environment.DOCKER_TLS_VERIFY) || port === tlsPort;
  const certificates = environment.DOCKER_CERT_PATH ?? join(homeOf(environment), '.docker');
  return {
    endpoint: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: port ?? (tls ? tlsPort : plainPort),
      ...(tls ? { tls, certificates } : {}),
    },
  };
}

/** What the value of DOCKER_HOST, or the host of a context, means. */
export function readHost(value: string, environment: Environment): Place['target'] {
  if (value.startsWith('unix://')) {
    const socketPath = value.slice('unix://'.length);
    return socketPath.startsWith('/')
      ? { endpoint: { socketPath } }
      : { refused: `${value} names no absolute path of a socket` };
  }
  const url = parseUrl(value);
  switch (url?.protocol) {
    case 'tcp:':
    case 'http:':
    case 'https:':
      return tcpTarget(url, environment, value);
    case 'ssh:':
      return {
        refused: `${value} is reached by ssh, which is not spoken here; forward its socket (ssh -L /tmp/docker.sock:/var/run/docker.sock HOST) and set DOCKER_HOST=unix:///tmp/docker.sock`,
      };
    default:
      return { refused: `${value} is no address of an engine: unix:///path or tcp://host:port` };
  }
}

function homeOf(environment: Environment): string {
  return environment.HOME ?? homedir();
}

async function readJson(file: string): Promise<unknown> {
  return parseJson(await readFile(file, 'utf8').catch(() => ''));
}

/** The context that the `docker` command would use, where it is not the default one. */
async function contextPlace(environment: Environment): Promise<Place | undefined> {
  const folder = environment.DOCKER_CONFIG ?? join(homeOf(environment), '.docker');
  const configured = member(await readJson(join(folder, 'config.json')), 'currentContext');
  const context = environment.DOCKER_CONTEXT ?? configured;
  if (typeof context !== 'string' || context === '' || context === 'default') return undefined;
  // The folder of a context is named by the digest of its name.
  const key = createHash('sha256').update(context).digest('hex');
  const meta = await readJson(join(folder, 'contexts', 'meta', key, 'meta.json'));
  const host = member(member(member(meta, 'Endpoints'), 'docker'), 'Host');
  const name = `docker context ${JSON.stringify(context)}`;
  return {
    name,
    chosen: true,
    target:
      typeof host === 'string' ? readHost(host, environment) : { refused: `${name} has no host` },
  };
}

/** Sockets where engines are known to listen, most usual first. */
function sockets(environment: Environment): readonly string[] {
  const home = homeOf(environment);
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(home, '.colima/default/docker.sock'),
    join(home, '.config/colima/default/docker.sock'),
    '/run/podman/podman.sock',
    ...(runtime ? [join(runtime, 'podman/podman.sock')] : []),
    join(home, '.local/share/containers/podman/machine/podman.sock'),
  ];
}

/** Where to look for an engine, in order. DOCKER_HOST excludes every other place. */
export async function dockerPlaces(environment: Environment): Promise<readonly Place[]> {
  const chosen = environment.DOCKER_HOST;
  if (chosen) {
    const target = readHost(chosen, environment);
    return [{ name: `${chosen} (DOCKER_HOST)`, chosen: true, target }];
  }
  const context = await contextPlace(environment);
  const seen = new Set<string>();
  const places: Place[] = context ? [context] : [];
  for (const socketPath of sockets(environment)) {
    const real = await realpath(socketPath).catch(() => socketPath);
    if (seen.has(real)) continue;
    seen.add(real);
    places.push({ name: socketPath, chosen: false, target: { endpoint: { socketPath } } });
  }
  return places;
}
