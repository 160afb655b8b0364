import { type Sandbox, SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import { openSession } from '../session/session.ts';
import { startWatchdog } from '../watchdog/start.ts';
import type { GroupVersion } from './group.ts';
import { type Host, namespaceHint } from './host.ts';
import { startNamespaces } from './sandbox.ts';
import { testWalls } from './selftest.ts';
import { stateDir, workDir } from './walls.ts';

/** Starts the sandboxes of one machine. */
export interface Starter {
  /**
   * Tries every wall from inside a sandbox, once: no other is started before.
   * @throws SandboxError where one does not hold
   */
  test(): Promise<{ readonly group: GroupVersion | undefined }>;
  start(spec: SandboxSpec): Promise<Sandbox>;
  close(): Promise<void>;
}

export function createStarter(host: Host): Starter {
  const watchdog = startWatchdog();
  let tested: Promise<{ readonly group: GroupVersion | undefined }> | undefined;

  async function tryWalls() {
    const { broken, group } = await testWalls({ host, watchdog }).catch((error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      throw new SandboxError(`${words} ${namespaceHint}`);
    });
    if (broken.length > 0) {
      throw new SandboxError(`the walls of bubblewrap do not hold: ${broken.join('; ')}`);
    }
    return { group };
  }

  function test() {
    tested ??= tryWalls();
    return tested;
  }

  async function start(spec: SandboxSpec): Promise<Sandbox> {
    await test();
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
  }

  return { test, start, close: async () => watchdog[Symbol.asyncDispose]() };
}
