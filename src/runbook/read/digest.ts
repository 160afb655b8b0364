import { canonicalJson } from '../../model/canonical.ts';
import type { Config } from '../../model/config.ts';
import type { Command, SandboxRequest, Step } from '../../model/runbook.ts';
import { digestOf } from '../../model/source.ts';

/** Changes when the meaning of what is hashed changes, so that old evidence shows as stale. */
const version = 2;

/** Where the chain begins: everything outside the steps that decides what they do. */
export function seedDigest(
  request: SandboxRequest,
  rest: { readonly config: Pick<Config, 'verify'>; readonly prompts: readonly string[] },
): string {
  return digestOf(
    canonicalJson({
      version,
      ...request,
      images: request.images.length === 0 ? [rest.config.verify.image] : request.images,
      asked: request.images.length > 0,
      prompts: rest.prompts,
    }),
  );
}

/**
 * The next link of the chain. Only what is run and what is expected has a part in it: neither where
 * the step stands, nor what it is called, nor whether it is shown. `stopped` is the step that it stops.
 */
export function stepDigest(
  previous: string,
  step: Omit<Step, 'digest'>,
  stopped?: Pick<Step, 'number'>,
): string {
  return digestOf(
    canonicalJson({
      previous,
      language: step.language,
      role: step.role,
      commands: step.commands.map(commandKey),
      file: step.file,
      interpreter: step.interpreter,
      timeoutMs: step.timeoutMs,
      background: step.background,
      stops: stopped?.number,
      retry: step.retry,
      idempotent: step.idempotent,
      conditions: step.conditions?.map(({ kind, tests }) => ({ kind, tests })),
      skipped: step.skip !== undefined,
    }),
  );
}

function commandKey(command: Command): unknown {
  const { script, exit, expect } = command;
  return {
    script,
    exit,
    expect: expect && {
      format: expect.format,
      of: expect.of,
      similarity: expect.similarity,
      pattern: expect.pattern,
      lines: expect.lines.map((line) => line.raw),
    },
  };
}
