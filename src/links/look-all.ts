import { type LookOptions, look, type Outcome } from './look.ts';

/** Hosts that are asked at the same time. */
const mostHosts = 16;

/**
 * Looks at many URLs: at those of one host one after the other with a pause between them, at some hosts
 * at the same time.
 * @param look For each URL; never fails but where the signal ends everything.
 */
export async function lookAll(
  urls: Iterable<string>,
  options: LookOptions,
  onDone: (url: string, outcome: Outcome) => void,
): Promise<void> {
  const byHost = new Map<string, string[]>();
  for (const url of urls) {
    const { host } = new URL(url);
    const known = byHost.get(host);
    if (known === undefined) byHost.set(host, [url]);
    else known.push(url);
  }
  // The longest first: they decide when all is done.
  const waiting = [...byHost.values()].sort((a, b) => b.length - a.length);
  const worker = async (): Promise<void> => {
    for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) {
      for (const [index, url] of list.entries()) {
        if (index > 0) await pause(options);
        onDone(url, await look(url, options));
      }
    }
  };
  await Promise.all(Array.from({ length: mostHosts }, worker));
}

function pause({ pauseMs, signal }: LookOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, pauseMs);
    signal.addEventListener('abort', stop, { once: true });
  });
}
