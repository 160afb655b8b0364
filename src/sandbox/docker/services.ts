import type { ServiceRequest } from '../../model/runbook.ts';
import { SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import type { Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';
import type { EngineFiles } from './engine-files.ts';
import type { LocalImage } from './image.ts';
import { userInContainer } from './image-user.ts';
import { containerLabels } from './labels.ts';
import { type ServiceContext, type StartedService, startService, unstarted } from './service.ts';
import { needsUser, serviceRequest } from './service-request.ts';
import { type CreatedContainer, createContainer } from './start-container.ts';

export interface ServicesOptions {
  readonly connection: Connection;
  readonly watchdog: Watchdog;
  readonly spec: SandboxSpec;
  /** In the order of the services. */
  readonly serviceImages: readonly LocalImage[];
  readonly files: EngineFiles;
  /** Name of the sandbox's container. */
  readonly sandbox: string;
}

export function namesOf({ services = [] }: SandboxSpec): readonly string[] {
  return services.map((service) => service.name);
}

/** Services have their time to become ready before the runbook's own begins. */
export function lifetimeOf({ lifetimeMs, services = [] }: SandboxSpec): number {
  return services.reduce((sum, service) => sum + service.readyMs, lifetimeMs);
}

/** Each as a pair of a request and the container that was made for it. */
export type Made = readonly [ServiceRequest, CreatedContainer];

/** Creates the containers of the services, in the network of the sandbox's. */
export async function createServices({
  connection,
  watchdog,
  spec,
  serviceImages,
  files,
  sandbox,
}: ServicesOptions): Promise<readonly Made[]> {
  const services = spec.services ?? [];
  const hosts = files.hosts(namesOf(spec), 'service');
  const outcomes = await Promise.allSettled(
    services.map(async (service, at): Promise<Made> => {
      const image = serviceImages[at];
      if (image === undefined) throw new SandboxError(`there is no image for \`${service.name}\``);
      const wanted = {
        ...{ service, image, sandbox, hosts, spec, product: connection.product },
        seccomp: files.seccomp,
        labels: containerLabels(spec.label, Date.now() + lifetimeOf(spec)),
      };
      const purpose = `service-${service.name.slice(0, 40)}`;
      const create = (owner?: string) =>
        createContainer({
          ...{ connection, watchdog, purpose },
          request: serviceRequest({ ...wanted, owner }),
        });
      const container = await create();
      if (!needsUser(wanted)) return [service, container];
      const owner = await userInContainer(connection, container.name, image.user);
      if (owner === undefined) return [service, container];
      await container.remove();
      return [service, await create(owner)];
    }),
  );
  const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const at = outcomes.findIndex((one) => one.status === 'rejected');
  const failure = outcomes[at];
  if (failure?.status !== 'rejected') return made;
  await Promise.all(made.map(([, container]) => container.remove()));
  const { name = '', image = '' } = services[at] ?? {};
  throw unstarted({ name, image }, failure.reason, 'made');
}

/**
 * One after the other in the order of the page, each when the one before is ready, so that a service
 * may need those above it. All of them are still to be there in the end.
 */
export async function startServices(
  made: readonly Made[],
  context: ServiceContext,
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
