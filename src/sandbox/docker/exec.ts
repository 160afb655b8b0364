import type { Duplex } from 'node:stream';
import { SandboxError } from '../../model/sandbox.ts';
import type { SandboxProcess } from '../process.ts';
import { pause } from '../time-limit.ts';
import type { Connection } from './connect.ts';
import { workDir } from './container.ts';
import { member, textAt } from './json.ts';
import { demultiplex } from './streams.ts';

/** An engine closes the streams a moment before it knows the exit status. */
const statusTries = 40;
const statusPauseMs = 25;

async function exitStatus(connection: Connection, id: string): Promise<number | undefined> {
  const { client, patience } = connection;
  for (let tries = 0; tries < statusTries; tries += 1) {
    try {
      const { body } = await client.demand({
        ...{ method: 'GET', path: `/exec/${id}/json`, limitMs: patience.look },
        purpose: 'learn how a process ended',
      });
      const status = member(body, 'ExitCode');
      if (member(body, 'Running') === false) return typeof status === 'number' ? status : undefined;
    } catch {
      // The container, or the engine, is gone.
      return undefined;
    }
    await pause(statusPauseMs);
  }
  return undefined;
}

/** Resolves when nothing comes on a stream any more. */
export function ended(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) stream.once(event, () => resolve());
  });
}

export interface ExecOptions {
  readonly connection: Connection;
  /** Name or id of the container. */
  readonly container: string;
  readonly argv: readonly string[];
  readonly user: string;
}

/**
 * Starts a process beside the main process of a container, its streams on one connection of ours.
 * @throws SandboxError when the engine does not start it
 */
export async function execInContainer(options: ExecOptions): Promise<SandboxProcess> {
  const { connection, container, argv, user } = options;
  const { client, patience } = connection;
  const purpose = 'start a process in the sandbox';
  const limitMs = patience.work;
  const { body } = await client.demand({
    ...{ method: 'POST', path: `/containers/${container}/exec`, limitMs, purpose },
    body: {
      Cmd: argv,
      User: user,
      WorkingDir: workDir,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
    },
  });
  const id = textAt(body, 'Id') ?? '';
  if (!/^[0-9a-f]{12,64}$/.test(id)) {
    throw new SandboxError(`cannot ${purpose}: the answer of the engine cannot be read`);
  }
  const streams = await client.hijack({
    ...{ method: 'POST', path: `/exec/${id}/start`, limitMs, purpose },
    body: { Detach: false, Tty: false },
  });
  const over = ended(streams);
  return {
    stdin: streams,
    ...demultiplex(streams),
    exited: over.then(() => exitStatus(connection, id)),
  };
}
