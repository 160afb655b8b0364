import type { ServiceRequest } from '../../model/runbook.ts';
import { type RunningService, SandboxError } from '../../model/sandbox.ts';
import type { Spawn } from '../process.ts';
import { pause, within } from '../time-limit.ts';
import type { Connection } from './connect.ts';
import { ended } from './exec.ts';
import { member } from './json.ts';
import { keepLog, type ServiceLog } from './service-log.ts';
import { type Look, serviceLooker } from './service-ready.ts';
import type { CreatedContainer } from './start-container.ts';
import { demultiplex } from './streams.ts';
import { oneLine } from './words.ts';

const firstPauseMs = 20;
const longestPauseMs = 250;
/** For the last words of a process that is gone. */
const lastWordsMs = 100;
const shownLines = 20;
/** The message of a look that took longer than there was time; its words are not shown. */
const late = 'late';

export interface ServiceContext {
  readonly connection: Connection;
  /** Into the sandbox, from where services are looked at. */
  readonly spawn: Spawn;
  readonly signal?: AbortSignal | undefined;
}

function fail(service: ServiceRequest, log: ServiceLog, what: string): SandboxError {
  const inUse = /address (?:is )?(?:already )?in use|EADDRINUSE/i.test(log.text());
  const hint = inUse
    ? ': another one listens on its port, for the services of a page and its steps share one network'
    : '';
  const lines = log.text().split('\n').map(oneLine).filter(Boolean).slice(-shownLines);
  const details = lines.map((line) => `service ${service.name}: ${line}`);
  return new SandboxError(
    `the service \`${service.name}\` (${service.image}) ${what}${hint}`,
    details.length > 0 ? details : [`service ${service.name}: has written nothing`],
    service.name,
  );
}

/** What engines say of a command that is none in the image, or of an image that has none. */
const wrongCommand =
  /executable file|exec: |exec format error|command.* not found|no command (?:specified|or entrypoint)|(?:crun|runc): .*(?:no such file|permission denied)/i;

/** The page's fault where its command cannot be run; else the engine's. */
export function unstarted(
  { name, image }: Pick<ServiceRequest, 'name' | 'image'>,
  error: unknown,
  what = 'started',
): SandboxError {
  const words = wordsOf(error);
  return new SandboxError(
    `the service \`${name}\` (${image}) could not be ${what}: ${words}`,
    [],
    wrongCommand.test(words) ? name : undefined,
  );
}

/** How its main process ended, in words. */
async function endOf({ client, patience }: Connection, name: string): Promise<string> {
  const answer = await client
    .ask({
      ...{ method: 'GET', path: `/containers/${name}/json`, limitMs: patience.look },
      purpose: 'learn how a service ended',
    })
    .catch(() => undefined);
  const state = member(answer?.body, 'State');
  if (member(state, 'OOMKilled') === true) return 'ended for want of memory';
  const status = member(state, 'ExitCode');
  return typeof status === 'number' ? `ended with status ${status}` : 'ended';
}

/** A service that has been started. */
export interface StartedService extends RunningService {
  /** @throws SandboxError with the end of its log when it is not ready in time, or ends before */
  ready(): Promise<void>;
  /** @throws SandboxError with the end of its log when it has ended */
  check(): Promise<void>;
}

/** @throws SandboxError when it cannot be started */
export async function startService(
  service: ServiceRequest,
  container: CreatedContainer,
  { connection, spawn, signal }: ServiceContext,
): Promise<StartedService> {
  const streams = await container.attach().catch((error: unknown) => {
    throw unstarted(service, error);
  });
  const log = keepLog(demultiplex(streams));
  let isOver = false;
  const over = ended(streams).then(() => {
    isOver = true;
  });
  const check = async (): Promise<void> => {
    if (!isOver) return;
    await pause(lastWordsMs);
    throw fail(service, log, await endOf(connection, container.name));
  };
  const ready = async (): Promise<void> => {
    if (service.ready === undefined) return;
    const looker = serviceLooker(service.ready, log, spawn);
    const deadline = performance.now() + service.readyMs;
    let seen = 'does not answer';
    let waitMs = firstPauseMs;
    try {
      for (;;) {
        const leftMs = Math.max(deadline - performance.now(), 1);
        const found = await within(leftMs, looker.look(), late).catch(
          (error: unknown): Look => ({
            seen: wordsOf(error) === late ? seen : `cannot be looked at: ${wordsOf(error)}`,
          }),
        );
        await check();
        if ('ready' in found) return;
        if ('never' in found) throw fail(service, log, `is never ready: ${found.never}`);
        seen = found.seen;
        if (signal?.aborted) throw new SandboxError('interrupted');
        if (performance.now() > deadline) {
          const seconds = service.readyMs / 1_000;
          throw fail(service, log, `was not ready within ${seconds} s: it ${seen}`);
        }
        await Promise.race([pause(waitMs), over]);
        waitMs = Math.min(waitMs * 1.5, longestPauseMs);
      }
    } finally {
      looker.close();
    }
  };
  await container.start().catch((error: unknown) => {
    throw unstarted(service, error);
  });
  return {
    name: service.name,
    image: service.image,
    ready,
    check,
    async log() {
      if (!isOver) return log.text();
      return `${log.text()}\n(${await endOf(connection, container.name)})\n`;
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
