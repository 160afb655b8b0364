import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { SandboxError } from '../../model/sandbox.ts';
import type { SandboxProcess } from '../process.ts';
import { pause, within } from '../time-limit.ts';
import { workDir } from './container.ts';
import { demultiplex } from './streams.ts';

const startMs = 30_000;
const inspectMs = 5_000;
/** An engine closes the streams a moment before it knows the exit status. */
const statusTries = 40;
const statusPauseMs = 25;

async function exitStatus(exec: Docker.Exec): Promise<number | undefined> {
  for (let tries = 0; tries < statusTries; tries += 1) {
    try {
      const { Running, ExitCode } = await within(inspectMs, exec.inspect(), 'no answer');
      if (!Running) return ExitCode ?? undefined;
    } catch {
      // The container, or the engine, is gone.
      return undefined;
    }
    await pause(statusPauseMs);
  }
  return undefined;
}

function ended(connection: Duplex): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) connection.once(event, () => resolve());
  });
}

/**
 * Starts a process beside the main process of a container, its streams on one connection of ours.
 * @throws SandboxError when the engine does not start it
 */
export async function execInContainer(
  container: Docker.Container,
  argv: readonly string[],
  user: string,
): Promise<SandboxProcess> {
  const attach = async () => {
    const exec = await container.exec({
      Cmd: [...argv],
      User: user,
      WorkingDir: workDir,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
    });
    return { exec, connection: await exec.start({ hijack: true, stdin: true, Tty: false }) };
  };
  const { exec, connection } = await within(
    startMs,
    attach(),
    'the engine did not start a process in time',
  ).catch((error: unknown) => {
    throw new SandboxError(`no process could be started in the sandbox: ${String(error)}`);
  });
  const over = ended(connection);
  return {
    stdin: connection,
    ...demultiplex(connection),
    exited: over.then(() => exitStatus(exec)),
  };
}
