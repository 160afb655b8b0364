/** Time in milliseconds, summed over `count` times. */
export interface Measure {
  readonly name: string;
  readonly ms: number;
  readonly count: number;
}

export interface PageTime {
  /** The page's id. */
  readonly id: string;
  readonly ms: number;
}

/** Where the time of a build went: plain data, which another thread may send. */
export interface ProfileData {
  /** Wall time of one thread; each phase ends where the next begins. In order of their first time. */
  readonly phases: readonly Measure[];
  /** The phases of the other threads, summed: they ran beside `phases`, and beside each other. */
  readonly threads: readonly Measure[];
  /** Of the Markdown pipeline, all threads together; the slowest first. */
  readonly plugins: readonly Measure[];
  /** The slowest pages, the slowest first. */
  readonly pages: readonly PageTime[];
}

/** Collects them. A build that is not asked for them has none, and measures nothing. */
export interface Profile {
  /** A phase begins, and the one before it ends. One that comes again is continued. */
  phase(name: string): void;
  plugin(name: string, ms: number): void;
  /** What one page took; of a page that is told of twice, the sum. */
  page(id: string, ms: number): void;
  /** What another thread has measured. */
  merge(other: ProfileData): void;
  /** Everything up to now; the phase that runs goes on. */
  data(): ProfileData;
}

const slowest = 10;

/** `since`: when the first phase began, on the clock of `performance.now()`. Default: now. */
export function createProfile(since = performance.now()): Profile {
  const phases = new Map<string, Sum>();
  const threads = new Map<string, Sum>();
  const plugins = new Map<string, Sum>();
  const pages = new Map<string, number>();
  let running: Sum | undefined;
  let beganAt = since;

  const clock = (): void => {
    // What passed before the first phase is a part of it.
    if (running === undefined) return;
    const now = performance.now();
    running.ms += now - beganAt;
    beganAt = now;
  };
  return {
    phase(name) {
      clock();
      running = sumOf(phases, name);
      running.count += 1;
    },
    plugin: (name, ms) => add(plugins, { name, ms, count: 1 }),
    page(id, ms) {
      pages.set(id, (pages.get(id) ?? 0) + ms);
    },
    merge(other) {
      for (const one of [...other.phases, ...other.threads]) add(threads, one);
      for (const one of other.plugins) add(plugins, one);
      for (const { id, ms } of other.pages) pages.set(id, (pages.get(id) ?? 0) + ms);
    },
    data() {
      clock();
      return {
        phases: listed(phases),
        threads: listed(threads).sort(byTime),
        plugins: listed(plugins).sort(byTime),
        pages: [...pages]
          .map(([id, ms]) => ({ id, ms }))
          .sort((a, b) => b.ms - a.ms || order(a.id, b.id))
          .slice(0, slowest),
      };
    },
  };
}

interface Sum {
  ms: number;
  count: number;
}

function sumOf(sums: Map<string, Sum>, name: string): Sum {
  const known = sums.get(name);
  if (known !== undefined) return known;
  const sum = { ms: 0, count: 0 };
  sums.set(name, sum);
  return sum;
}

function add(sums: Map<string, Sum>, { name, ms, count }: Measure): void {
  const sum = sumOf(sums, name);
  sum.ms += ms;
  sum.count += count;
}

function listed(sums: ReadonlyMap<string, Sum>): Measure[] {
  return [...sums].map(([name, { ms, count }]) => ({ name, ms, count }));
}

function byTime(a: Measure, b: Measure): number {
  return b.ms - a.ms || order(a.name, b.name);
}

/** By code point: the same under every locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
