/** Lets so many tasks be done at once; the others wait, the first to come the first to go. */
export function atMost(places: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // A place that is given up goes to who waits for it.
      if (next === undefined) free += 1;
      else next();
    }
  };
}
