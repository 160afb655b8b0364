import { StringDecoder } from 'node:string_decoder';
import { parseImageReference, registryOf, wholeReference } from '../../model/image-reference.ts';
import type { Connection } from './connect.ts';
import { member, parseJson, textAt } from './json.ts';
import { registryHeaders } from './registry-login.ts';
import { oneLine } from './words.ts';

/** However it goes on: an image of some gigabytes over a slow line. */
const longestPullMs = 30 * 60_000;
const longestLine = 64 * 1024;

interface PullOptions {
  readonly connection: Connection;
  readonly reference: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets the engine fetch an image; its progress is not shown. What is asked for is the whole name, so
 * that no list of registries to search has a part in it.
 */
export async function pullImage(options: PullOptions): Promise<{ readonly failed?: string }> {
  const { connection, reference, signal } = options;
  const parsed = parseImageReference(reference);
  if (!parsed) return { failed: `${JSON.stringify(reference)} is no image reference` };
  const { client, patience } = connection;
  const limit = AbortSignal.timeout(longestPullMs);
  const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  try {
    const answer = await client.stream(
      {
        method: 'POST',
        path: '/images/create',
        query: { fromImage: wholeReference(parsed) },
        headers: await registryHeaders(registryOf(parsed)),
        limitMs: patience.progress,
        purpose: `pull ${reference}`,
      },
      stop,
    );
    const problem = await problemIn(answer);
    return problem === undefined ? {} : { failed: problem };
  } catch (error) {
    if (signal?.aborted) return { failed: 'it was interrupted' };
    if (limit.aborted) return { failed: `it took longer than ${longestPullMs / 60_000} minutes` };
    const words = error instanceof Error ? error.message : String(error);
    const seconds = patience.progress / 1_000;
    const isIdle = words === 'no progress';
    return { failed: isIdle ? `nothing came for ${seconds} s` : oneLine(words) };
  }
}

/** Reads the stream of JSON lines to its end; an error is one of its lines, under status 200. */
async function problemIn(answer: AsyncIterable<Buffer>): Promise<string | undefined> {
  const decoder = new StringDecoder();
  let rest = '';
  let problem: string | undefined;
  const take = (line: string) => {
    const told = parseJson(line);
    const words = textAt(member(told, 'errorDetail'), 'message') ?? textAt(told, 'error');
    if (words !== undefined) problem = oneLine(words) || 'the engine does not say why';
  };
  for await (const chunk of answer) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) take(line);
  }
  take(rest);
  return problem;
}
