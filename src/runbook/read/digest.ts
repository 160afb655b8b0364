import { canonicalJson } from '../../model/canonical.ts';
import type { Config } from '../../model/config.ts';
import type { Command, SandboxRequest, Step } from '../../model/runbook.ts';
import { digestOf } from '../../model/source.ts';

/** Changes when the meaning of what is hashed changes, so that old evidence shows as stale. */
const version = 1;

/** Where the chain begins: everything outside the steps that decides what they do. */
export function seedDigest(
  request: SandboxRequest,
  rest: { readonly config: Pick<Config, 'verify'>; readonly prompt: string | undefined },
): string {
  return digestOf(
    canonicalJson({
      version,
      ...request,
      images: request.images.length === 0 ? [rest.config.verify.image] : request.images,
      asked: request.images.length > 0,
      prompt: rest.prompt,
    }),
  );
}

/**
 * The next link of the chain. Only what is run and what is expected has a part in it: neither where
 * the step stands, nor what it is called, nor whether it is shown.
 */
export function stepDigest(previous: string, step: Omit<Step, 'digest'>): string {
  return digestOf(
    canonicalJson({
      previous,
      language: step.language,
      role: step.role,
      commands: step.commands.map(commandKey),
      file: step.file,
      timeoutMs: step.timeoutMs,
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
      lines: expect.lines.map((line) => line.raw),
    },
  };
}
