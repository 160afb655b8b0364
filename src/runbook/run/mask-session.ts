import type { BackgroundJob, Execution, RunningService, Session } from '../../model/sandbox.ts';
import type { Masker } from './mask.ts';

/** A session whose outputs have no secret in them, before anything looks at them. */
export function maskedSession(session: Session, masker: Masker): Session {
  return {
    async run(request) {
      return maskedExecution(await session.run(request), masker);
    },
    async start(script) {
      const started = await session.start(script);
      return 'job' in started
        ? { job: maskedJob(started.job, masker) }
        : { problem: maskedProblem(started.problem, masker) };
    },
    write: (path, content, mode) => session.write(path, content, mode),
    ownFolder: session.ownFolder,
    get alive() {
      return session.alive;
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** Services whose logs have no secret in them. */
export function maskedServices(
  services: readonly RunningService[],
  masker: Masker,
): readonly RunningService[] {
  return services.map((service) => ({
    name: service.name,
    image: service.image,
    log: async () => masker.text(await service.log()),
  }));
}

function maskedExecution(execution: Execution, masker: Masker): Execution {
  const cut = execution.ended === 'exit' && !execution.truncated ? undefined : 'unfinished';
  const { problem } = execution;
  return {
    ...execution,
    stdout: masker.bytes(execution.stdout, cut),
    stderr: masker.bytes(execution.stderr, cut),
    ...(problem === undefined ? {} : { problem: maskedProblem(problem, masker) }),
  };
}

function maskedProblem(
  problem: NonNullable<Execution['problem']>,
  masker: Masker,
): NonNullable<Execution['problem']> {
  return { ...problem, message: masker.text(problem.message) };
}

/** What is still being written may end in the middle of a value. */
function maskedJob(job: BackgroundJob, masker: Masker): BackgroundJob {
  return {
    output() {
      const output = job.output();
      return {
        ...output,
        stdout: masker.bytes(output.stdout, 'unfinished'),
        stderr: masker.bytes(output.stderr, 'unfinished'),
      };
    },
    ended: job.ended,
    stop: (graceMs) => job.stop(graceMs),
  };
}
