import type { ServiceRequest } from '../../model/runbook.ts';
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
import { containerLabels } from './labels.ts';
import { type MainProcess, mainProcess } from './main.ts';
import { type StartedService, startService } from './service.ts';
import { serviceRequest } from './service-request.ts';
import { type CreatedContainer, createContainer } from './start-container.ts';

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

function namesOf({ services = [] }: SandboxSpec): readonly string[] {
  return services.map((service) => service.name);
}

/** Each as a pair of a request and the container that was made for it. */
type Made = readonly [ServiceRequest, CreatedContainer];

/** Creates the containers of the services, in the network of the sandbox's. */
async function createServices(options: StartOptions, sandbox: string): Promise<readonly Made[]> {
  const { connection, watchdog, spec, serviceImages, files } = options;
  const services = spec.services ?? [];
  const hosts = files.hosts(namesOf(spec), 'service');
  const outcomes = await Promise.allSettled(
    services.map(async (service, at): Promise<Made> => {
      const image = serviceImages[at];
      if (image === undefined) throw new SandboxError(`there is no image for \`${service.name}\``);
      const request = serviceRequest({
        ...{ service, image, sandbox, hosts, spec, product: connection.product },
        seccomp: files.seccomp,
        labels: containerLabels(spec.label, Date.now() + lifetimeOf(spec)),
      });
      const purpose = `service-${service.name.slice(0, 40)}`;
      return [service, await createContainer({ connection, watchdog, purpose, request })];
    }),
  );
  const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const at = outcomes.findIndex((one) => one.status === 'rejected');
  const failure = outcomes[at];
  if (failure?.status !== 'rejected') return made;
  await Promise.all(made.map(([, container]) => container.remove()));
  const words = failure.reason instanceof Error ? failure.reason.message : String(failure.reason);
  throw new SandboxError(`the service \`${services[at]?.name}\` could not be made: ${words}`);
}

/** Services have their time to become ready before the runbook's own begins. */
function lifetimeOf({ lifetimeMs, services = [] }: SandboxSpec): number {
  return services.reduce((sum, service) => sum + service.readyMs, lifetimeMs);
}

/** Two that are to listen on one port, which in one network only one of them can. */
function portProblem(services: readonly ServiceRequest[]): string | undefined {
  const seen = new Map<number, string>();
  for (const { name, ready } of services) {
    if (ready?.kind !== 'tcp') continue;
    const other = seen.get(ready.port);
    if (other !== undefined) {
      return `the services \`${other}\` and \`${name}\` are both to listen on port ${ready.port}, but the services of a page share one network; let one of them listen on another port`;
    }
    seen.set(ready.port, name);
  }
  return undefined;
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
  const port = portProblem(spec.services ?? []);
  if (port !== undefined) throw new SandboxError(port);
  const whole = { ...spec, lifetimeMs: lifetimeOf(spec) };
  const request = containerRequest({
    ...{ spec: whole, image, init, product, nowMs: Date.now(), seccomp: files.seccomp },
    hosts: files.hosts(namesOf(spec), 'sandbox'),
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
    created = createServices(options, name);
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

/**
 * One after the other in the order of the page, each when the one before is ready, so that a service
 * may need those above it. All of them are still to be there in the end.
 */
async function startServices(
  made: readonly Made[],
  context: Parameters<typeof startService>[2],
): Promise<readonly StartedService[]> {
  const services: StartedService[] = [];
  for (const [service, container] of made) {
    const started = await startService(service, container, context);
    services.push(started);
    await started.ready();
  }
  for (const one of services) await one.check();
  return services;
}
