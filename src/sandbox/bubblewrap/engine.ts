import {
  type Engine,
  type ImageAnswer,
  SandboxError,
  type SandboxSpec,
} from '../../model/sandbox.ts';
import { openSession } from '../session/session.ts';
import { startWatchdog, type Watchdog } from '../watchdog/start.ts';
import type { GroupVersion } from './group.ts';
import { type Host, inspectHost } from './host.ts';
import { startNamespaces } from './sandbox.ts';
import { testWalls } from './selftest.ts';
import { stateDir, workDir } from './walls.ts';

/** Whether the host's own userland is what an image name stands for. */
export function hostProvides({ osRelease }: Host, image: string | undefined): ImageAnswer {
  if (image === undefined) return { ok: true };
  const { id, versionId, codename, prettyName } = osRelease;
  const own = [versionId, codename].filter(Boolean).map((version) => `${id}:${version}`);
  if (id !== '' && own.includes(image)) return { ok: true };
  return {
    ok: false,
    reason: `bubblewrap runs in this machine's own userland, ${prettyName}, which is not ${image}`,
  };
}

/** Why a sandbox of these wishes cannot be made of namespaces. */
function refusal(spec: SandboxSpec): string | undefined {
  if (spec.network === 'bridge') return 'a bubblewrap sandbox has no network (asked for: bridge)';
  if (spec.privileges !== 'strict') {
    // One user of the host is one user inside, so there is nobody to give a file to or to become.
    return `a bubblewrap sandbox cannot give the privileges \`${spec.privileges}\`; use docker or podman`;
  }
  return undefined;
}

function describe(host: Host, group: GroupVersion | undefined): string {
  const limits = group
    ? `limits by control group ${group}`
    : 'memory limited per process only: this user may not make control groups';
  return `bubblewrap ${host.version} on ${host.osRelease.shortName}, ${limits}`;
}

function bubblewrapEngine(host: Host, watchdog: Watchdog, description: string): Engine {
  return {
    name: 'bubblewrap',
    description,
    provides: async (image) => hostProvides(host, image),
    async start(spec) {
      const answer = hostProvides(host, spec.image);
      const refused = answer.ok ? refusal(spec) : answer.reason;
      if (refused !== undefined) throw new SandboxError(refused);
      const sandbox = await startNamespaces({ host, spec, watchdog });
      return {
        ground: {
          engine: 'bubblewrap',
          engineVersion: host.version,
          system: host.osRelease.prettyName,
          architecture: host.architecture,
          name: `a namespace sandbox on ${host.osRelease.shortName}`,
        },
        open: () =>
          openSession({
            spawn: sandbox.spawn,
            outputBytes: spec.limits.outputBytes,
            workDir,
            stateDir,
            kill: sandbox.remove,
            outOfMemory: sandbox.outOfMemory,
          }),
        [Symbol.asyncDispose]: sandbox.remove,
      };
    },
    [Symbol.asyncDispose]: () => watchdog[Symbol.asyncDispose](),
  };
}

/**
 * The bubblewrap engine of this machine, once a sandbox of it has been started and every wall tried
 * from inside; otherwise why not. Never throws.
 */
export async function findBubblewrap(): Promise<Engine | { readonly refused: string }> {
  const host = await inspectHost();
  if ('refused' in host) return host;
  const watchdog = startWatchdog();
  const refuse = async (refused: string) => {
    await watchdog[Symbol.asyncDispose]();
    return { refused };
  };
  try {
    const { broken, group } = await testWalls({ host, watchdog });
    if (broken.length > 0) return await refuse(`its walls do not hold: ${broken.join('; ')}`);
    return bubblewrapEngine(host, watchdog, describe(host, group));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return await refuse(
      `${words} (it needs unprivileged user namespaces: see kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)`,
    );
  }
}
