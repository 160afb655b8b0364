import { type Engine, SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import { parseOsRelease } from '../os-release.ts';
import { openSession } from '../session/session.ts';
import { startWatchdog, type Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';
import { stateDir, workDir } from './container.ts';
import { findImage } from './images.ts';
import { memoryWatch } from './memory.ts';
import { reapContainers } from './reap.ts';
import { type RunningContainer, type StartOptions, startContainer } from './sandbox.ts';
import { type SeccompOption, seccompOption } from './seccomp.ts';

/** What runs where a page names no image. */
const fallbackImage = 'debian:12';

/** What an engine needs from its first sandbox on. */
interface Running {
  readonly watchdog: Watchdog;
  readonly seccomp: SeccompOption;
  readonly reaped: Promise<unknown>;
}

/** The Docker engine, or Podman behind the same interface. */
export function dockerEngine(connection: Connection, defaultImage = fallbackImage): Engine {
  let running: Running | undefined;
  let init = true;

  function run(): Running {
    if (!running) {
      const watchdog = startWatchdog();
      running = {
        watchdog,
        seccomp: seccompOption(connection, watchdog),
        reaped: reapContainers(connection, Date.now()),
      };
    }
    return running;
  }

  async function startWithInit(options: Omit<StartOptions, 'init'>): Promise<RunningContainer> {
    const asked = init;
    try {
      return await startContainer({ ...options, init: asked });
    } catch (error) {
      // Docker calls its init docker-init, Podman catatonit; either may not be installed.
      if (!asked || !/catatonit|docker-init|init binary/.test(String(error))) throw error;
      init = false;
      return await startContainer({ ...options, init: false });
    }
  }

  async function start(spec: SandboxSpec) {
    const reference = spec.image ?? defaultImage;
    const { watchdog, seccomp } = run();
    const image = await findImage(connection, reference);
    if ('refused' in image) throw new SandboxError(image.refused);
    const container = await startWithInit({
      ...{ connection, watchdog, image, spec: { ...spec, image: reference } },
      seccomp: seccomp.value,
    });
    const memory = memoryWatch(container.spawn);
    return {
      ground: {
        engine: 'docker' as const,
        engineVersion: connection.version,
        image: reference,
        imageDigest: image.digest,
        system: parseOsRelease(container.osRelease).prettyName,
        architecture: image.architecture,
        name: reference,
      },
      services: [],
      spawn: container.spawn,
      writable: [workDir, '/tmp'],
      open: () =>
        openSession({
          spawn: container.spawn,
          outputBytes: spec.limits.outputBytes,
          workDir,
          stateDir,
          kill: container.remove,
          outOfMemory: memory,
        }),
      [Symbol.asyncDispose]: container.remove,
    };
  }

  return {
    name: 'docker',
    product: connection.product,
    description: `${connection.product === 'docker' ? 'docker ' : ''}${connection.version} at ${connection.place}`,
    // Networks and privileges are for the configuration to allow; the engine has them all.
    async provides({ image }) {
      const found = await findImage(connection, image ?? defaultImage);
      return 'refused' in found ? { ok: false, reason: found.refused } : { ok: true, digests: {} };
    },
    start,
    async [Symbol.asyncDispose]() {
      const had = running;
      running = undefined;
      if (!had) return;
      await had.reaped;
      had.seccomp.remove();
      await had.watchdog[Symbol.asyncDispose]();
    },
  };
}
