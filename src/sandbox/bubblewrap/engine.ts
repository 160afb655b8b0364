import {
  type Engine,
  type EngineAnswer,
  SandboxError,
  type SandboxNeed,
} from '../../model/sandbox.ts';
import { openSession } from '../session/session.ts';
import { startWatchdog, type Watchdog } from '../watchdog/start.ts';
import type { GroupVersion } from './group.ts';
import { type Host, inspectHost } from './host.ts';
import { startNamespaces } from './sandbox.ts';
import { testWalls } from './selftest.ts';
import { stateDir, workDir } from './walls.ts';

/** Whether the host's own userland is what an image name stands for. */
export function hostProvides({ osRelease }: Host, image: string | undefined): EngineAnswer {
  if (image === undefined) return { ok: true, digests: {} };
  const { id, versionId, codename, prettyName } = osRelease;
  const own = [versionId, codename].filter(Boolean).map((version) => `${id}:${version}`);
  if (id !== '' && own.includes(image)) return { ok: true, digests: {} };
  return {
    ok: false,
    reason: `it runs in this machine's own userland, ${prettyName}, which is not ${image}`,
  };
}

/** Whether such a sandbox can be made of namespaces. */
function answerTo(host: Host, { image, network, privileges }: SandboxNeed): EngineAnswer {
  if (network === 'bridge') return { ok: false, reason: 'its sandboxes have no `network: bridge`' };
  if (privileges !== 'strict') {
    // One user of the host is one user inside, so there is nobody to give a file to or to become.
    return { ok: false, reason: `its sandboxes cannot have \`privileges: ${privileges}\`` };
  }
  return hostProvides(host, image);
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
    product: 'bubblewrap',
    description,
    provides: async (need) => answerTo(host, need),
    async start(spec) {
      const answer = answerTo(host, spec);
      if (!answer.ok) throw new SandboxError(answer.reason);
      const sandbox = await startNamespaces({ host, spec, watchdog });
      return {
        ground: {
          engine: 'bubblewrap',
          engineVersion: host.version,
          system: host.osRelease.prettyName,
          architecture: host.architecture,
          name: `a namespace sandbox on ${host.osRelease.shortName}`,
        },
        services: [],
        spawn: sandbox.spawn,
        writable: [workDir, '/tmp'],
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
