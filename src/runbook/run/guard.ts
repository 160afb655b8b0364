import { interrupted } from '../../model/report.ts';
import { SandboxError } from '../../model/sandbox.ts';

/** Runs work that ends when everything is to stop. */
export interface Guard extends Disposable {
  readonly signal: AbortSignal;
  /**
   * What comes of the work; `error` where the sandbox failed, or at once when everything is to stop:
   * what still runs then ends with its sandbox. Any other exception is a bug of ours and goes on up.
   */
  run<T extends object>(work: () => Promise<T>): Promise<T | { readonly error: string }>;
}

export function guardOf(signal: AbortSignal = new AbortController().signal): Guard {
  let tell = (): void => {};
  const stopped = new Promise<{ readonly error: string }>((resolve) => {
    tell = () => resolve({ error: interrupted });
  });
  if (signal.aborted) tell();
  signal.addEventListener('abort', tell, { once: true });
  return {
    signal,
    run(work) {
      const done = work().catch((error: unknown) => {
        if (error instanceof SandboxError) return { error: error.message };
        throw error;
      });
      return Promise.race([stopped, done]);
    },
    [Symbol.dispose]: () => signal.removeEventListener('abort', tell),
  };
}
