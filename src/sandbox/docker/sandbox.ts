import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import type { Spawn } from '../process.ts';
import { pause, within } from '../time-limit.ts';
import { privateName, type Watch, type Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';
import { containerRequest, type LocalImage, userOf } from './container.ts';
import { execInContainer } from './exec.ts';
import { readGreeting } from './main.ts';

const createMs = 60_000;
const startMs = 60_000;
const greetingMs = 30_000;
const removeMs = 30_000;
const removePauseMs = 50;

/** A running container that is ours alone. */
export interface RunningContainer {
  readonly spawn: Spawn;
  /** The text of its os-release file. */
  readonly osRelease: string;
  /** Ends it with everything in it and waits until it is gone; any number of times. */
  remove(): Promise<void>;
}

export interface StartOptions {
  readonly connection: Connection;
  readonly watchdog: Watchdog;
  readonly spec: SandboxSpec;
  readonly image: LocalImage;
  readonly seccomp: string;
  /** Whether to ask for the engine's init as the first process. */
  readonly init: boolean;
}

/** Removes a container and waits until the engine does not know it any more. */
async function removeContainer(container: Docker.Container, watch: Watch): Promise<void> {
  const gone = async () => {
    for (;;) {
      const status = await container.remove({ force: true, v: true }).then(
        () => 204,
        (error: { readonly statusCode?: number }) => error.statusCode,
      );
      // No status: the engine does not answer. The watchdog and the labels are left to it.
      if (status === 404 || status === undefined) return status;
      await pause(removePauseMs);
    }
  };
  const status = await within(removeMs, gone(), 'the engine does not remove a container').catch(
    () => undefined,
  );
  if (status === 404) watch.done();
}

function explain(error: unknown, reference: string): SandboxError {
  const words = String((error as { readonly message?: unknown }).message ?? error).trim();
  if (/\/bin\/sh\b/.test(words) && /no such file|not found/i.test(words)) {
    return new SandboxError(`the image ${reference} has no /bin/sh, which the steps need`);
  }
  return new SandboxError(`no sandbox could be started from ${reference}: ${words}`);
}

/**
 * Starts a container whose main process hangs on a stream that we hold.
 * @throws SandboxError when it cannot be started; nothing of it is left then
 */
export async function startContainer(options: StartOptions): Promise<RunningContainer> {
  const { connection, watchdog, spec, image, seccomp, init } = options;
  const { docker, endpoint, api, product } = connection;
  const name = privateName('sandbox');
  const nowMs = Date.now();
  const request = containerRequest({ name, spec, image, seccomp, init, product, nowMs });
  const watch = watchdog.watch({
    kind: 'container',
    endpoint,
    path: `/${api}/containers/${name}?force=1&v=1`,
  });
  const container = docker.getContainer(name);
  let removal: Promise<void> | undefined;
  const remove = () => {
    removal ??= removeContainer(container, watch);
    return removal;
  };
  try {
    await within(createMs, docker.createContainer(request), 'the engine did not create it in time');
    watch.created();
    const main = (await container.attach({
      ...{ stream: true, hijack: true, stdin: true, stdout: true, stderr: true },
    })) as unknown as Duplex;
    main.on('error', () => {});
    const greeting = readGreeting(main);
    greeting.catch(() => {});
    await within(startMs, container.start(), 'the engine did not start it in time');
    const osRelease = await within(greetingMs, greeting, 'its shell does not come up');
    const user = userOf(spec.privileges);
    return { spawn: (argv) => execInContainer(container, argv, user), osRelease, remove };
  } catch (error) {
    await remove();
    throw explain(error, spec.image ?? image.id);
  }
}
