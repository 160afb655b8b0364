import { type Sandbox, SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import { parseOsRelease } from '../os-release.ts';
import type { SandboxProcess } from '../process.ts';
import { openSession } from '../session/session.ts';
import { startWatchdog } from '../watchdog/start.ts';
import { changedPaths } from './changes.ts';
import type { Connection } from './connect.ts';
import { stateDir, workDir, writableOf } from './container.ts';
import { engineFiles } from './engine-files.ts';
import type { LocalImage } from './image.ts';
import { findImage } from './images.ts';
import { memoryWatch } from './memory.ts';
import { reapContainers } from './reap.ts';
import { type RunningSandbox, type StartOptions, startSandbox } from './sandbox.ts';

/** Starts the sandboxes of one engine. */
export interface Starter {
  start(spec: SandboxSpec & { readonly image: string }): Promise<Sandbox>;
  /** Waits until everything is gone that it has started. */
  close(): Promise<void>;
}

/** Removing one takes a moment, in which the next may start; but not so many as to be in its way. */
const mostLeaving = 4;

export function createStarter(connection: Connection): Starter {
  const watchdog = startWatchdog();
  const files = engineFiles(connection, watchdog);
  const reaped = reapContainers(connection, Date.now());
  const leaving = new Set<Promise<void>>();
  let init = true;

  async function imageOf(reference: string, { digests }: SandboxSpec): Promise<LocalImage> {
    const image = await findImage(connection, reference, digests?.[reference]);
    if ('refused' in image) throw new SandboxError(image.refused);
    return image;
  }

  async function startWithInit(options: Omit<StartOptions, 'init'>): Promise<RunningSandbox> {
    const asked = init;
    try {
      return await startSandbox({ ...options, init: asked });
    } catch (error) {
      // Docker calls its init docker-init, Podman catatonit; either may not be installed.
      if (!asked || !/catatonit|docker-init|init binary/.test(String(error))) throw error;
      init = false;
      return await startSandbox({ ...options, init: false });
    }
  }

  function leave(sandbox: RunningSandbox): void {
    const removal = sandbox.remove().finally(() => leaving.delete(removal));
    leaving.add(removal);
  }

  async function start(spec: SandboxSpec & { readonly image: string }): Promise<Sandbox> {
    while (leaving.size >= mostLeaving) await Promise.race(leaving);
    const references = (spec.services ?? []).map((service) => service.image);
    const [image, ...serviceImages] = await Promise.all([
      imageOf(spec.image, spec),
      ...references.map((reference) => imageOf(reference, spec)),
    ]);
    const sandbox = await startWithInit({
      ...{ connection, watchdog, image, serviceImages, spec, files },
    });
    const { spawn, name, services } = sandbox;
    let free: (() => Promise<SandboxProcess>) | undefined = async () => sandbox.main.shell();
    /** The main process is a shell that need not be started, but is one only. */
    const firstAide = () => {
      const taken = free;
      free = undefined;
      return taken;
    };
    const writable = writableOf(image);
    return {
      ground: {
        engine: 'docker',
        engineVersion: connection.version,
        image: spec.image,
        imageDigest: image.digest,
        system: parseOsRelease(sandbox.osRelease).prettyName,
        architecture: image.architecture,
        name: spec.image,
      },
      services,
      spawn,
      writable,
      ...(spec.privileges === 'strict'
        ? {}
        : { changedPaths: () => changedPaths(connection, name, writable) }),
      open: () =>
        openSession({
          spawn,
          firstAide: firstAide(),
          outputBytes: spec.limits.outputBytes,
          workDir,
          stateDir,
          kill: sandbox.remove,
          outOfMemory: memoryWatch(spawn),
        }),
      async [Symbol.asyncDispose]() {
        leave(sandbox);
      },
    };
  }

  return {
    start,
    async close() {
      await Promise.all([reaped, ...leaving]);
      files.remove();
      await watchdog[Symbol.asyncDispose]();
    },
  };
}
