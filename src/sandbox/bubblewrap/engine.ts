import {
  type Engine,
  type EngineAnswer,
  SandboxError,
  type SandboxNeed,
} from '../../model/sandbox.ts';
import { type Host, inspectHost } from './host.ts';
import type { Starter } from './starter.ts';
import { userlandFingerprint } from './userland.ts';

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
function answerTo(host: Host, need: SandboxNeed): EngineAnswer {
  const { image, network, privileges, serviceImages = [], digests } = need;
  if (serviceImages.length > 0) {
    return { ok: false, reason: 'its sandboxes have no services, which are containers' };
  }
  if (network === 'bridge') return { ok: false, reason: 'its sandboxes have no `network: bridge`' };
  if (privileges !== 'strict') {
    // One user of the host is one user inside, so there is nobody to give a file to or to become.
    return { ok: false, reason: `its sandboxes cannot have \`privileges: ${privileges}\`` };
  }
  if (image !== undefined && digests?.[image] !== undefined) {
    return { ok: false, reason: `it has no images, and rutter.lock wants ${digests[image]}` };
  }
  return hostProvides(host, image);
}

function describe(host: Host, group: string | undefined): string {
  const limits = group
    ? `limits by control group ${group}`
    : 'memory limited per process only: this user may not make control groups';
  return `bubblewrap ${host.version} on ${host.osRelease.shortName}, ${limits}`;
}

async function createStarter(host: Host): Promise<Starter> {
  return (await import('./starter.ts')).createStarter(host);
}

/**
 * The bubblewrap engine of this machine; otherwise why there is none. Never throws. Its walls are
 * tried from inside before its first sandbox is started, or at once where it is to be `tested`.
 */
export async function findBubblewrap({
  tested = false,
}: {
  readonly tested?: boolean | undefined;
} = {}): Promise<Engine | { readonly refused: string }> {
  const host = await inspectHost();
  if ('refused' in host) return host;
  let description = `bubblewrap ${host.version} on ${host.osRelease.shortName}`;
  let starter = tested ? createStarter(host) : undefined;
  if (starter !== undefined) {
    try {
      description = describe(host, (await (await starter).test()).group);
    } catch (error) {
      await (await starter).close();
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  }
  let fingerprint: Promise<string | undefined> | undefined;
  return {
    name: 'bubblewrap',
    product: 'bubblewrap',
    description,
    async provides(need) {
      const answer = answerTo(host, need);
      if (!answer.ok) return answer;
      fingerprint ??= userlandFingerprint(host);
      return { ...answer, fingerprint: await fingerprint };
    },
    async start(spec) {
      const answer = answerTo(host, {
        ...spec,
        serviceImages: spec.services?.map((service) => service.image),
      });
      if (!answer.ok) throw new SandboxError(answer.reason);
      starter ??= createStarter(host);
      return await (await starter).start(spec);
    },
    async [Symbol.asyncDispose]() {
      const had = starter;
      starter = undefined;
      await (await had)?.close();
    },
  };
}

/** The same, but not looked for before something is asked of it. */
export function laterBubblewrap(): Engine {
  let found: ReturnType<typeof findBubblewrap> | undefined;
  const find = () => {
    found ??= findBubblewrap();
    return found;
  };
  return {
    name: 'bubblewrap',
    product: 'bubblewrap',
    description: 'bubblewrap, if this machine has it',
    async provides(need) {
      const engine = await find();
      return 'refused' in engine
        ? { ok: false, reason: engine.refused }
        : await engine.provides(need);
    },
    async start(spec) {
      const engine = await find();
      if ('refused' in engine) throw new SandboxError(engine.refused);
      return await engine.start(spec);
    },
    async [Symbol.asyncDispose]() {
      const engine = await found;
      if (engine !== undefined && !('refused' in engine)) await engine[Symbol.asyncDispose]();
    },
  };
}
