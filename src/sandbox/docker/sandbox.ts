import { type RunningService, SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import { unwantedVariables } from '../environment.ts';
import type { Spawn } from '../process.ts';
import { within } from '../time-limit.ts';
import type { Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';
import { containerRequest, userOf } from './container.ts';
import type { EngineFiles } from './engine-files.ts';
import { execInContainer } from './exec.ts';
import type { LocalImage } from './image.ts';
import { type MainProcess, mainProcess } from './main.ts';
import { createServices, lifetimeOf, type Made, namesOf, startServices } from './services.ts';
import { createContainer } from './start-container.ts';

/** A running container that is ours alone, with its services. */
export interface RunningSandbox {
  /** Its name on the engine. */
  readonly name: string;
  readonly spawn: Spawn;
  readonly main: MainProcess;
  /** The text of its os-release file. */
  readonly osRelease: string;
  readonly services: readonly RunningService[];
  /** Ends it with everything in it and waits until it is gone; any number of times. */
  remove(): Promise<void>;
}

export interface StartOptions {
  readonly connection: Connection;
  readonly watchdog: Watchdog;
  readonly spec: SandboxSpec;
  readonly image: LocalImage;
  /** Of the services, in their order. */
  readonly serviceImages: readonly LocalImage[];
  readonly files: EngineFiles;
  /** Whether to ask for the engine's init as the first process. */
  readonly init: boolean;
}

function explain(error: unknown, reference: string): SandboxError {
  const words = error instanceof Error ? error.message : String(error);
  if (/\/bin\/sh\b/.test(words) && /no such file|not found/i.test(words)) {
    return new SandboxError(`the image ${reference} has no /bin/sh, which the steps need`);
  }
  return new SandboxError(`no sandbox could be started from ${reference}: ${words}`);
}

function isOwnHosts({ services = [], privileges }: SandboxSpec): boolean {
  return services.length > 0 || privileges === 'strict';
}

/** Podman cannot take a variable away, and an empty one is one, too: bash exports what it is given. */
function withoutVariables(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : ['env', ...names.flatMap((name) => ['-u', name])];
}

/**
 * Starts a container whose main process hangs on a stream that we hold, and the services beside it.
 * @throws SandboxError when something cannot be started or is not ready; nothing of it is left then
 */
export async function startSandbox(options: StartOptions): Promise<RunningSandbox> {
  const { connection, watchdog, spec, image, files, init } = options;
  const { product, patience } = connection;
  const reference = spec.image ?? image.id;
  const whole = { ...spec, lifetimeMs: lifetimeOf(spec) };
  const request = containerRequest({
    ...{ spec: whole, image, init, product, nowMs: Date.now(), seccomp: files.seccomp },
    // Podman's file of names is ours and read-only: a page that is root may want to write it.
    hosts: isOwnHosts(spec) ? files.hosts(namesOf(spec), 'sandbox') : {},
  });
  const purpose = 'sandbox';
  const own = await createContainer({ connection, watchdog, purpose, request }).catch(
    (error: unknown) => {
      throw explain(error, reference);
    },
  );
  const { name } = own;
  const user = userOf(spec.privileges);
  const wrap = product === 'podman' ? withoutVariables(unwantedVariables(image.variables)) : [];
  const spawn: Spawn = (argv) =>
    execInContainer({ connection, container: name, argv: [...wrap, ...argv], user });
  let created: Promise<readonly Made[]> = Promise.resolve([]);
  const remove = async () => {
    // Podman keeps a container as long as another is in its network.
    const made = await created.catch(() => []);
    await Promise.all(made.map(([, container]) => container.remove()));
    await own.remove();
  };
  const start = async (): Promise<{ main: MainProcess; osRelease: string }> => {
    try {
      const main = mainProcess(await own.attach());
      await own.start();
      const osRelease = await within(patience.work, main.greeting, 'its shell does not come up');
      return { main, osRelease };
    } catch (error) {
      throw explain(error, reference);
    }
  };
  try {
    created = createServices({ ...options, sandbox: name });
    created.catch(() => {});
    const { main, osRelease } = await start();
    const context = { connection, spawn, signal: spec.signal };
    const services = await startServices(await created, context);
    return { name, spawn, main, osRelease, services, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
