import { type Context, createContext, Script } from 'node:vm';

/** Of one block, in milliseconds. No block that people write comes near. */
const ofBlock = 1000;
/** In characters. What is shorter is over soon, whatever it says, and is not worth a watchdog's start. */
const harmless = 1500;

let context: (Context & { job: () => unknown }) | undefined;
let call: Script | undefined;

/**
 * What `job` answers, or undefined when it takes too long: it is then broken off, even within a regular
 * expression that would never end.
 * @param size of what the job works on, in characters; infinite where little may take long.
 * @param budget in milliseconds.
 */
export function bounded<Result>(
  job: () => Result,
  size: number,
  budget: number = ofBlock,
): Result | undefined {
  if (size <= harmless) return job();
  call ??= new Script('job()');
  context ??= Object.assign(createContext({}), { job });
  context.job = job;
  try {
    return call.runInContext(context, { timeout: budget }) as Result;
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
