import type { ServiceRequest } from '../../model/runbook.ts';
import type { SandboxSpec } from '../../model/sandbox.ts';
import { serviceEnvironment } from '../environment.ts';
import type { LocalImage } from './image.ts';
import { type ResourceOptions, resources, tmpfsOptions } from './resources.ts';

/**
 * What the process of an ordinary service image needs that begins as root and does not stay it: take
 * its folder over (`chown`, `chmod`, look into it), become its user (`gosu`, `su-exec`, a `user`
 * directive), signal the workers that run as that user, and listen below port 1024.
 */
const capabilities = [
  ...['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETUID', 'SETGID'],
  ...['KILL', 'NET_BIND_SERVICE'],
];

/** Where programs leave what is theirs for the moment. */
const scratch = ['/tmp', '/run', '/var/tmp'];
const sharedMemoryBytes = 64 * 1024 * 1024;

export interface ServiceOptions extends Pick<ResourceOptions, 'seccomp' | 'product'> {
  readonly service: ServiceRequest;
  readonly image: LocalImage;
  readonly spec: SandboxSpec;
  /** Name of the sandbox's container. */
  readonly sandbox: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `uid:gid` of its user, where it `needsUser`. */
  readonly owner?: string | undefined;
  /** The part that gives it the names of the others; see engine-files.ts. */
  readonly hosts: object;
}

/** `uid:gid` where an image's user is a number; undefined for root, and for a name. */
function numericUser({ user }: LocalImage): string | undefined {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user) ?? [];
  return uid === undefined ? undefined : `${uid}:${gid ?? '0'}`;
}

/** Whether nothing but the image itself knows whose its folders are to be. Podman asks it. */
export function needsUser({ image, product }: Pick<ServiceOptions, 'image' | 'product'>): boolean {
  const { user } = image;
  return product === 'docker' && !/^(?:root)?(?::.*)?$/.test(user) && !/^\d/.test(user);
}

function tmpfs(options: ServiceOptions): Readonly<Record<string, string>> {
  const { image, spec, product } = options;
  const place = tmpfsOptions({
    bytes: spec.limits.diskBytes,
    owner: options.owner ?? numericUser(image),
    product,
  });
  const paths = [...image.volumes, ...(spec.privileges === 'strict' ? scratch : [])];
  return Object.fromEntries(paths.map((path) => [path, place]));
}

/**
 * The request to create a service's container: the image's own entrypoint, user and folder, in the
 * network of the sandbox. Its root file system can be written only where the page's own can, for no
 * engine bounds it in size. Without an init: some entrypoints insist on being the first process.
 * @throws SandboxError for an environment that no service gets
 */
export function serviceRequest(options: ServiceOptions): object {
  const { service, image, spec, sandbox, labels } = options;
  return {
    Image: image.id,
    ...(service.command === undefined ? {} : { Cmd: service.command }),
    Env: serviceEnvironment(service.env),
    Labels: labels,
    ...(image.hasHealthcheck ? { Healthcheck: { Test: ['NONE'] } } : {}),
    StopSignal: 'SIGKILL',
    Tty: false,
    OpenStdin: false,
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ...resources({ ...options, limits: spec.limits, capabilities, init: false }),
      // One that has ended is still asked how.
      AutoRemove: false,
      NetworkMode: `container:${sandbox}`,
      ...options.hosts,
      ReadonlyRootfs: spec.privileges === 'strict',
      ShmSize: sharedMemoryBytes,
      Tmpfs: tmpfs(options),
    },
  };
}
