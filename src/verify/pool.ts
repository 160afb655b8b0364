/** Does so much at once and no more. What waits is begun by its weight, the heaviest first. */
export interface Pool {
  run<T>(weight: number, task: () => Promise<T>): Promise<T>;
}

export function createPool(places: number): Pool {
  const waiting: { readonly weight: number; readonly begin: () => void }[] = [];
  let busy = 0;
  let isAwake = false;

  const fill = (): void => {
    isAwake = false;
    while (busy < places) {
      const next = waiting.shift();
      if (next === undefined) return;
      busy += 1;
      next.begin();
    }
  };
  const wake = (): void => {
    if (isAwake) return;
    isAwake = true;
    // What is asked for in the same moment is weighed together.
    setImmediate(fill);
  };

  return {
    async run(weight, task) {
      await new Promise<void>((begin) => {
        const place = waiting.findIndex((one) => one.weight < weight);
        waiting.splice(place === -1 ? waiting.length : place, 0, { weight, begin });
        wake();
      });
      try {
        return await task();
      } finally {
        busy -= 1;
        wake();
      }
    },
  };
}
