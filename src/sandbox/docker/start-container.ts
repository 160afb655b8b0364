import type { Duplex } from 'node:stream';
import { pause, within } from '../time-limit.ts';
import { privateName, type Watch, type Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';

const removePauseMs = 50;

/** A container that is ours alone, and not yet started. */
export interface CreatedContainer {
  readonly name: string;
  /**
   * Its streams, multiplexed; ours to its stdin. They end when its main process does. For Podman this
   * is half of starting it, so what is in another's network is attached to when that one runs.
   */
  attach(): Promise<Duplex>;
  start(): Promise<void>;
  /** Ends it with everything in it and waits until it is gone; any number of times; never throws. */
  remove(): Promise<void>;
}

export interface CreateOptions {
  readonly connection: Connection;
  readonly watchdog: Watchdog;
  /** A word for its name. */
  readonly purpose: string;
  readonly request: object;
}

/** Removes a container and waits until the engine does not know it any more. */
async function removeContainer({ client, patience }: Connection, name: string, watch: Watch) {
  const gone = async () => {
    for (;;) {
      const { status } = await client.ask({
        ...{ method: 'DELETE', path: `/containers/${name}`, query: { force: '1', v: '1' } },
        ...{ limitMs: patience.work, purpose: 'remove a container' },
      });
      if (status === 404) return;
      await pause(removePauseMs);
    }
  };
  try {
    await within(patience.work, gone(), 'the engine does not remove a container');
    watch.done();
  } catch {
    // The engine does not answer. The watchdog and the labels are left to it.
  }
}

/**
 * Creates a container. The watchdog knows it before the engine does.
 * @throws SandboxError when the engine does not create it; nothing of it is left then
 */
export async function createContainer(options: CreateOptions): Promise<CreatedContainer> {
  const { connection, watchdog, purpose, request } = options;
  const { client, patience, endpoint, api } = connection;
  const name = privateName(purpose);
  const path = `/containers/${name}`;
  const limitMs = patience.work;
  const watch = watchdog.watch({ kind: 'container', endpoint, path: `/${api}${path}?force=1&v=1` });
  let removal: Promise<void> | undefined;
  const remove = () => {
    removal ??= removeContainer(connection, name, watch);
    return removal;
  };
  try {
    await client.demand({
      ...{ method: 'POST', path: '/containers/create', query: { name }, body: request },
      ...{ limitMs, purpose: 'create a container' },
    });
    watch.created();
    return {
      name,
      attach: () =>
        client.hijack({
          ...{ method: 'POST', path: `${path}/attach`, limitMs, purpose: 'attach to a container' },
          query: { stream: '1', stdin: '1', stdout: '1', stderr: '1' },
        }),
      async start() {
        const purpose = 'start a container';
        await client.demand({ method: 'POST', path: `${path}/start`, limitMs, purpose });
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
