import { StringDecoder } from 'node:string_decoder';
import { createContext, runInContext } from 'node:vm';
import type { Channels } from './streams.ts';

const longestLog = 64 * 1024;
/** How much of it is looked at for one pattern; one that is not there by then is not to come. */
const patternMs = 500;

/** What a service writes, its two streams in the order in which they come; the last of it is kept. */
export interface ServiceLog {
  text(): string;
  /**
   * Whether a line since the last time matches a pattern; undefined when that takes too long. The
   * pattern is a page's, and may be one on which a backtracking engine hangs: V8 stops when the time
   * of `vm` is over. That is no wall, and none is needed: the code is ours, the page gives strings.
   */
  matches(pattern: string): boolean | undefined;
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are told to colour with it
  return text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replaceAll('\r', '');
}

const search = `{
  const re = new RegExp(pattern, 'u');
  JSON.parse(lines).some((one) => re.test(one));
}`;

export function keepLog({ stdout, stderr }: Channels): ServiceLog {
  let kept = '';
  let fresh = '';
  let leftMs = patternMs;
  for (const stream of [stdout, stderr]) {
    const decoder = new StringDecoder();
    stream.on('data', (chunk: Buffer) => {
      const text = decoder.write(chunk);
      kept = (kept + text).slice(-longestLog);
      fresh = (fresh + text).slice(-longestLog);
    });
  }
  return {
    text: () => kept,
    matches(pattern) {
      const lines = plain(fresh).split('\n');
      // The last one may grow: it is looked at again.
      fresh = fresh.slice(fresh.lastIndexOf('\n') + 1);
      if (leftMs < 1) return undefined;
      const context = createContext(Object.create(null), { codeGeneration: { strings: false } });
      Object.assign(context, { pattern, lines: JSON.stringify(lines) });
      const started = performance.now();
      try {
        return runInContext(search, context, { timeout: Math.ceil(leftMs) }) === true;
      } catch {
        return undefined;
      } finally {
        leftMs -= performance.now() - started;
      }
    },
  };
}
