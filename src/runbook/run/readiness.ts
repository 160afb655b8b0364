import { isListening, socketTableScript } from '../../model/ready-look.ts';
import type { Ready } from '../../model/runbook.ts';
import type { BackgroundJob } from '../../model/sandbox.ts';
import { withoutAnsi } from '../compare/ansi.ts';
import { patternTester } from '../compare/regexp.ts';
import { httpLook } from './http-look.ts';
import type { Look } from './look.ts';
import type { Prober } from './prober.ts';

/** Looks whether a background step is ready, as often as it is called. */
export function looker(
  ready: Ready,
  { job, prober }: { readonly job: BackgroundJob; readonly prober: Prober },
): () => Promise<Look> {
  switch (ready.kind) {
    case 'tcp':
      return async () => ({
        ready: isListening((await prober.ask(socketTableScript)) ?? '', ready.port),
      });
    case 'http':
      return () => httpLook(ready.url, prober);
    case 'log':
      return logLook(ready.pattern, job);
  }
}

/** Each line is tried once, the last one again as long as it grows. */
function logLook(pattern: string, job: BackgroundJob): () => Promise<Look> {
  const streams = ['stdout', 'stderr'].map(() => ({ seen: 0 }));
  return async () => {
    const { stdout, stderr, truncated } = job.output();
    const lines = [stdout, stderr].flatMap((bytes, at) => newLines(bytes, streams[at]));
    // Anchored at both ends by the tester; a pattern of a log is looked for anywhere in a line.
    const found = patternTester().test(`[^]*(?:${pattern})[^]*`, lines);
    if (found === undefined) {
      return {
        problem: `takes too long to look for /${pattern}/ in its output`,
        hint: 'write a simpler regular expression; nested repetitions such as `(a+)+` are slow',
      };
    }
    if (found.includes(true)) return { ready: true };
    if (!truncated) return { ready: false };
    return {
      problem: `wrote more than is kept, and no line of it matches /${pattern}/`,
      hint: 'let it write less, or raise `verify.limits.output` in the configuration',
    };
  };
}

function newLines(bytes: Uint8Array, stream: { seen: number } | undefined): readonly string[] {
  if (stream === undefined || bytes.length === 0) return [];
  const fresh = bytes.subarray(stream.seen);
  stream.seen += fresh.lastIndexOf(0x0a) + 1;
  const lines = withoutAnsi(new TextDecoder().decode(fresh)).split('\n');
  return lines.map((line) => line.replace(/\r$/, ''));
}
