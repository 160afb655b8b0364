import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type AskOptions, ask } from './ask.ts';

/** What came of looking at a URL. JSON-safe. */
export type Outcome =
  | { readonly kind: 'found' }
  /** It has another URL for good. */
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'broken'; readonly reason: string }
  /** The server answers, and not to us: that says nothing of the page. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Its host is not one of the public internet, and was not asked. */
  | { readonly kind: 'private' };

export interface LookOptions extends Omit<AskOptions, 'method'> {
  /** After the first time. */
  readonly retries: number;
  /** Between two questions to the same host, in milliseconds. */
  readonly pauseMs: number;
}

const mostRedirects = 10;
const longestWaitMs = 60_000;
const refusals: ReadonlySet<number> = new Set([401, 402, 403, 407, 429, 451, 999]);

/** Looks at one URL: over redirects, again where a server is busy. Asks one question at a time. */
export async function look(start: string, options: LookOptions): Promise<Outcome> {
  let url = new URL(start);
  let isMoved = true;
  for (let step = 0; step <= mostRedirects; step += 1) {
    if (step > 0) await sleep(options.pauseMs, undefined, { signal: options.signal });
    const answer = await patiently(url, options);
    if (answer.kind === 'private') return { kind: 'private' };
    if (answer.kind === 'none') return { kind: 'broken', reason: answer.reason };
    const { status, location } = answer;
    if (status >= 300 && status < 400 && location !== undefined) {
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      if (next === undefined || !/^https?:$/.test(next.protocol)) {
        return { kind: 'broken', reason: `it redirects to \`${location.slice(0, 200)}\`` };
      }
      isMoved &&= status === 301 || status === 308;
      if (next.hash === '') next.hash = url.hash;
      url = next;
      continue;
    }
    if (status >= 200 && status < 400) {
      const isElsewhere = isMoved && url.href !== new URL(start).href;
      return isElsewhere ? { kind: 'moved', to: url.href } : { kind: 'found' };
    }
    if (refusals.has(status)) return { kind: 'refused', reason: `the server answers ${status}` };
    return { kind: 'broken', reason: `the server answers ${status}` };
  }
  return { kind: 'broken', reason: `it redirects more than ${mostRedirects} times` };
}

/** HEAD first; servers that do not know it, or lie, get a GET. */
async function patiently(url: URL, options: LookOptions): Promise<Answer> {
  let answer = await ask(url, { ...options, method: 'HEAD' });
  for (let again = 0; ; again += 1) {
    if (answer.kind === 'private') return answer;
    if (answer.kind === 'status' ? answer.status < 400 : answer.isLasting) return answer;
    const isBusy = answer.kind === 'none' || answer.status === 429 || answer.status >= 500;
    // One more where HEAD was not understood; `retries` more where it may be better later.
    if (again > 0 && (!isBusy || again >= options.retries)) return answer;
    const wanted = answer.kind === 'status' ? answer.waitMs : undefined;
    if (wanted !== undefined && wanted > longestWaitMs) return answer;
    const wait = isBusy ? (wanted ?? options.pauseMs * 2 ** again) : options.pauseMs;
    await sleep(wait, undefined, { signal: options.signal });
    answer = await ask(url, { ...options, method: 'GET' });
  }
}
