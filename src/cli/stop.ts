import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Stop {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** 128 and the number of the signal that came, as a shell would say; undefined when none did. */
  status(): number | undefined;
}

/**
 * Ctrl-C and its kin. A command that ends itself is told by the first signal and killed by a second;
 * any other ends at once: what it publishes is whole at every moment.
 */
export function listenForStop(endsItself: boolean): Stop {
  const controller = new AbortController();
  let came: number | undefined;
  for (const name of signals) {
    process.on(name, () => {
      if (came !== undefined || !endsItself) process.exit(128 + constants.signals[name]);
      came = 128 + constants.signals[name];
      controller.abort();
    });
  }
  return { signal: controller.signal, status: () => came };
}
