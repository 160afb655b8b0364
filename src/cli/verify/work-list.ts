/** What is to be run next: everything, or the pages that were saved, by their paths below the root. */
export type Work = 'all' | ReadonlySet<string>;

export interface WorkList {
  readonly isEmpty: boolean;
  add(work: Work): void;
  /** All of it, once there is some; undefined when nothing more is to be done. */
  take(signal: AbortSignal): Promise<Work | undefined>;
}

export function workList(): WorkList {
  let waiting: Work = new Set();
  let wake = (): void => {};
  const isEmpty = (): boolean => waiting !== 'all' && waiting.size === 0;
  return {
    get isEmpty() {
      return isEmpty();
    },
    add(work) {
      waiting = work === 'all' || waiting === 'all' ? 'all' : new Set([...waiting, ...work]);
      if (!isEmpty()) wake();
    },
    async take(signal) {
      if (isEmpty() && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      if (signal.aborted) return undefined;
      const work = waiting;
      waiting = new Set();
      return work;
    },
  };
}
